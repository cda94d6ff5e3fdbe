using System.Buffers;
using System.Buffers.Binary;

namespace Archivist.Repository.Crypto;

/// <summary>Schedules the messages of one batch on the lanes of <see cref="Sha256Lanes"/>: each lane that ends its message begins the next, until too few are left to be worth it.</summary>
internal unsafe ref struct Sha256LaneSchedule
{
    /// <summary>The most bytes that padding takes: a last block that has no room for the length, and one more.</summary>
    private const int TailSize = 2 * Sha256Lanes.BlockSize;

    private const int StateWords = 8;

    private readonly ReadOnlySpan<ReadOnlyMemory<byte>> _messages;
    private readonly Span<Digest> _digests;
    private readonly CryptoPrimitives _crypto;
    private readonly int[] _order;
    private readonly Lane[] _lanes = new Lane[Sha256Lanes.Count];
    private int _next;

    internal Sha256LaneSchedule(ReadOnlySpan<ReadOnlyMemory<byte>> messages, Span<Digest> digests, CryptoPrimitives crypto)
    {
        _messages = messages;
        _digests = digests;
        _crypto = crypto;
        // The longest first: short ones at the end fill the gaps.
        _order = new int[messages.Length];
        var lengths = new int[messages.Length];
        for (var i = 0; i < messages.Length; i++)
            (_order[i], lengths[i]) = (i, -messages[i].Length);
        Array.Sort(lengths, _order);
    }

    internal void HashAll()
    {
        var memory = stackalloc byte[(StateWords * Sha256Lanes.Count * sizeof(uint)) + Sha256Lanes.BlockSize];
        var state = (uint*)(((nint)memory + Sha256Lanes.BlockSize - 1) & ~(Sha256Lanes.BlockSize - 1));
        var tails = stackalloc byte[TailSize * Sha256Lanes.Count];
        var pointers = stackalloc byte*[Sha256Lanes.Count];
        try
        {
            while (true)
            {
                var (active, blocks) = Refill(state, tails, pointers);
                if (active < _crypto.FewestSha256Lanes)
                    break;
                var any = FirstActive(pointers);
                for (var lane = 0; lane < Sha256Lanes.Count; lane++)
                {
                    // Lanes without a message run on another one's bytes; their results are ignored.
                    if (!_lanes[lane].IsActive)
                        pointers[lane] = any;
                    _lanes[lane].BlocksLeft -= blocks;
                }

                Sha256Lanes.Compress(state, pointers, blocks);
            }

            for (var lane = 0; lane < Sha256Lanes.Count; lane++)
            {
                if (_lanes[lane].IsActive)
                    FinishAlone(state, lane, pointers[lane]);
            }
        }
        finally
        {
            foreach (ref var lane in _lanes.AsSpan())
                lane.Pin.Dispose();
        }
    }

    /// <summary>Gives every lane that has come to an end what is next for it; returns how many work and for how many blocks all of them do.</summary>
    private (int Active, nint Blocks) Refill(uint* state, byte* tails, byte** pointers)
    {
        var active = 0;
        nint blocks = nint.MaxValue;
        for (var number = 0; number < Sha256Lanes.Count; number++)
        {
            ref var lane = ref _lanes[number];
            while (lane.BlocksLeft <= 0 && (lane.IsActive || _next < _order.Length))
            {
                if (lane is { IsActive: true, InTail: false })
                    EnterTail(ref lane, tails + (number * TailSize), ref pointers[number]);
                else
                {
                    if (lane.IsActive)
                        Conclude(ref lane, state, number);
                    if (_next < _order.Length)
                        Begin(ref lane, state, number, ref pointers[number]);
                }
            }

            if (!lane.IsActive)
                continue;
            active++;
            blocks = Math.Min(blocks, lane.BlocksLeft);
        }

        return (active, blocks);
    }

    private readonly byte* FirstActive(byte** pointers)
    {
        var lane = 0;
        while (!_lanes[lane].IsActive)
            lane++;
        return pointers[lane];
    }

    private void Begin(ref Lane lane, uint* state, int number, ref byte* pointer)
    {
        lane.Message = _order[_next++] + 1;
        lane.InTail = false;
        var message = _messages[lane.Message - 1];
        lane.Pin = message.Pin();
        pointer = (byte*)lane.Pin.Pointer;
        lane.BlocksLeft = message.Length / Sha256Lanes.BlockSize;
        for (var word = 0; word < StateWords; word++)
            state[(word * Sha256Lanes.Count) + number] = Sha256Lanes.InitialState[word];
    }

    /// <summary>The last bytes, a one bit, zeros, and the length in bits (FIPS 180-4, section 5.1.1).</summary>
    private readonly void EnterTail(ref Lane lane, byte* tail, ref byte* pointer)
    {
        var message = _messages[lane.Message - 1].Span;
        var rest = message[(message.Length / Sha256Lanes.BlockSize * Sha256Lanes.BlockSize)..];
        var padded = new Span<byte>(tail, TailSize);
        padded.Clear();
        rest.CopyTo(padded);
        padded[rest.Length] = 0x80;
        lane.BlocksLeft = rest.Length < Sha256Lanes.BlockSize - sizeof(ulong) ? 1 : 2;
        BinaryPrimitives.WriteUInt64BigEndian(padded[(((int)lane.BlocksLeft * Sha256Lanes.BlockSize) - sizeof(ulong))..], (ulong)message.Length * 8);
        lane.InTail = true;
        pointer = tail;
    }

    private readonly void Conclude(ref Lane lane, uint* state, int number)
    {
        Span<byte> digest = stackalloc byte[Digest.Size];
        for (var word = 0; word < StateWords; word++)
            BinaryPrimitives.WriteUInt32BigEndian(digest[(word * sizeof(uint))..], state[(word * Sha256Lanes.Count) + number]);
        _digests[lane.Message - 1] = new Digest(digest);
        lane.Pin.Dispose();
        lane = default;
    }

    /// <summary>Goes on with one lane's message alone, from the state that it has reached.</summary>
    private readonly void FinishAlone(uint* state, int number, byte* pointer)
    {
        ref var lane = ref _lanes[number];
        var message = _messages[lane.Message - 1];
        // In the tail all whole blocks are done; its own blocks are made again.
        var done = lane.InTail ? message.Length / Sha256Lanes.BlockSize * Sha256Lanes.BlockSize : (int)(pointer - (byte*)lane.Pin.Pointer);
        // Its first block is in the state already: only the whole message is left to begin with.
        if (lane.InTail && lane.BlocksLeft * Sha256Lanes.BlockSize != TailLength(message.Length))
        {
            Span<byte> digest = stackalloc byte[Digest.Size];
            _crypto.HashSha256(message.Span, digest);
            _digests[lane.Message - 1] = new Digest(digest);
            return;
        }

        _digests[lane.Message - 1] = _crypto.FinishSha256(state + number, Sha256Lanes.Count, done, message.Span);
    }

    private static int TailLength(int length) =>
        length % Sha256Lanes.BlockSize < Sha256Lanes.BlockSize - sizeof(ulong) ? Sha256Lanes.BlockSize : TailSize;

    /// <summary>What one lane works on. <see cref="Message"/> is a message's number plus one, or 0.</summary>
    private struct Lane
    {
        internal int Message;
        internal bool InTail;
        internal nint BlocksLeft;
        internal MemoryHandle Pin;

        internal readonly bool IsActive => Message > 0;
    }
}
