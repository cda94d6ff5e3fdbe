using System.Threading.Channels;
using Archivist.Capture.Problems;
using Archivist.Platform.Blocks;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Writing;

namespace Archivist.Capture.Blocks;

/// <summary>
/// Reads one block source from its first byte to its last, some stripes ahead of the writer, and cuts it into chunks of one size.
/// Runs of zeros become large chunks; those that the source knows are not read, and with <paramref name="changes"/> neither are clean chunks.
/// The result is the same as without. One instance serves one source.
/// </summary>
internal sealed class BlockReader(IBlockSource source, RepositoryWriter writer, int chunkSize, Action<long> onBytes, BlockChanges? changes = null)
{
    /// <summary>Ids that are taken over at once.</summary>
    private const int MostKept = 4096;

    private const long MostKeptBytes = 1 << 30;

    private const int StripeSize = 1 << 20;
    private const int StripesAhead = 4;

    private readonly int _stripeSize = Math.Max(chunkSize, StripeSize);

    /// <summary>Pieces whose ids are not yet in <see cref="_ids"/>; as many as the writer has in hand, and one run of zeros.</summary>
    private readonly Queue<Piece> _pending = [];

    /// <summary>The ids so far; there may be a million, so nothing else is kept of a piece.</summary>
    private BlobId[] _ids = [];
    private int _filled;
    private readonly Dictionary<int, Task<BlobId>> _zeros = [];
    private readonly List<long> _missed = [];
    private long _count, _zeroStart, _position;

    /// <summary>Bytes that were asked of the source.</summary>
    internal long BytesRead { get; private set; }

    /// <summary>The places of chunks that are clean and yet another than before, when that was checked.</summary>
    internal IReadOnlyList<long> Missed => _missed;

    /// <summary>Returns the ids of all chunks, in order.</summary>
    internal async Task<ArraySegment<BlobId>> ReadAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var stripes = Channel.CreateBounded<Stripe>(StripesAhead);
        var producing = Task.Run(() => ProduceAsync(stripes.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var stripe in stripes.Reader.ReadAllAsync(cancellationToken))
                await TakeAsync(stripe, cancellationToken);
            await producing;
            await FlushZerosAsync(source.Length, cancellationToken);
        }
        finally
        {
            await stop.CancelAsync();
            await producing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (stripes.Reader.TryRead(out var left))
                await left.DropAsync();
        }

        await SettleAsync(all: true);
        return new ArraySegment<BlobId>(_ids, 0, _filled);
    }

    /// <summary>Begins to read stripes in their order; what is known to be zero is passed over.</summary>
    private async Task ProduceAsync(ChannelWriter<Stripe> stripes, CancellationToken cancellationToken)
    {
        try
        {
            long offset = 0;
            while (offset < source.Length)
            {
                var known = source.Length;
                if (changes is { IsChecked: false })
                {
                    known = changes.Dirty.EndOfRun(offset);
                    if (!changes.Dirty[offset])
                    {
                        for (var kept = offset; kept < known;)
                            kept = await KeepAsync(kept, known, stripes, cancellationToken);
                        offset = known;
                        continue;
                    }
                }

                var run = await source.FindRunAsync(offset, cancellationToken);
                var end = run.End >= source.Length ? source.Length : run.End / chunkSize * chunkSize;
                if (run.IsZero && end > offset)
                {
                    offset = Math.Min(end, known);
                    continue;
                }

                end = Math.Min((run.End + chunkSize - 1) / chunkSize * chunkSize, known);
                while (offset < end)
                {
                    var length = (int)Math.Min(_stripeSize - offset % _stripeSize, end - offset);
                    var stripe = new Stripe(offset, length, new SharedBuffer(length));
                    stripe.Begin(source, cancellationToken);
                    try
                    {
                        await stripes.WriteAsync(stripe, cancellationToken);
                    }
                    catch
                    {
                        await stripe.DropAsync();
                        throw;
                    }

                    offset += length;
                }
            }

            stripes.TryComplete();
        }
        catch (Exception cause)
        {
            // The edge of a job: the consumer of the stripes gets the cause.
            stripes.TryComplete(cause);
        }
    }

    /// <summary>Passes on the chunks of a clean stretch, a part of them at a time; zeros are passed over as others are.</summary>
    /// <returns>The first byte that was not passed on.</returns>
    private async Task<long> KeepAsync(long offset, long end, ChannelWriter<Stripe> stripes, CancellationToken cancellationToken)
    {
        var ids = new List<BlobId>();
        var at = offset;
        while (at < end && ids.Count < MostKept && at - offset < MostKeptBytes && changes!.Before.At(at) is { IsZero: false } chunk)
        {
            ids.Add(chunk.Id);
            at = chunk.End;
        }

        if (ids.Count == 0)
            return Math.Min(changes!.Before.At(at).End, end);
        await stripes.WriteAsync(new Stripe(offset, (int)(at - offset), null) { Kept = [.. ids] }, cancellationToken);
        return at;
    }

    private async Task TakeKeptAsync(Stripe stripe, BlobId[] ids, CancellationToken cancellationToken)
    {
        await FlushZerosAsync(stripe.Offset, cancellationToken);
        Count(ids.Length);
        _pending.Enqueue(new Piece(stripe.Offset, Task.FromResult(ids), null, 0, 0));
        _zeroStart = stripe.Offset + stripe.Length;
        await SettleAsync(all: false);
        onBytes(_zeroStart - _position);
        _position = _zeroStart;
    }

    private async Task TakeAsync(Stripe stripe, CancellationToken cancellationToken)
    {
        if (stripe.Kept is { } ids)
        {
            await TakeKeptAsync(stripe, ids, cancellationToken);
            return;
        }

        try
        {
            await stripe.Reading;
            BytesRead += stripe.Length;
            for (var at = 0; at < stripe.Length;)
            {
                var zeros = ZeroChunks(stripe.Buffer!.Memory.Span[..stripe.Length], at);
                if (zeros > at)
                {
                    at = zeros;
                    continue;
                }

                var end = at;
                while (end < stripe.Length && ZeroChunks(stripe.Buffer.Memory.Span[..Math.Min(end + chunkSize, stripe.Length)], end) == end)
                    end = Math.Min(end + chunkSize, stripe.Length);
                await FlushZerosAsync(stripe.Offset + at, cancellationToken);
                var lengths = new EqualLengths(end - at, chunkSize);
                Count(lengths.Count);
                _pending.Enqueue(new Piece(stripe.Offset + at, await writer.AddDataAsync(stripe.Buffer.Share(at, end - at), lengths, cancellationToken), null, 0, 0));
                at = end;
                _zeroStart = stripe.Offset + end;
            }

            await SettleAsync(all: false);
            onBytes(stripe.Offset + stripe.Length - _position);
            _position = stripe.Offset + stripe.Length;
        }
        finally
        {
            stripe.Buffer!.Release();
        }
    }

    /// <summary>The end of the zero chunks that begin at <paramref name="at"/>.</summary>
    private int ZeroChunks(ReadOnlySpan<byte> stripe, int at)
    {
        var next = stripe[at..].IndexOfAnyExcept((byte)0);
        return next < 0 ? stripe.Length : at + next / chunkSize * chunkSize;
    }

    /// <summary>Everything since the last data up to <paramref name="end"/> is zero.</summary>
    private async Task FlushZerosAsync(long end, CancellationToken cancellationToken)
    {
        while (_zeroStart < end)
        {
            var length = BlockChunks.NextZeroChunk(_zeroStart, end, chunkSize);
            if (!_zeros.TryGetValue(length, out var blob))
            {
                var zeros = new SharedBuffer(length);
                zeros.Memory.Span.Clear();
                var part = zeros.Share(0, length);
                zeros.Release();
                _zeros.Add(length, blob = await writer.AddDataAsync(part, length, cancellationToken));
            }

            var repeat = (int)Math.Min((end - _zeroStart) / length, int.MaxValue);
            // Only the largest chunks follow each other; smaller ones alternate, and are few.
            repeat = length == BlockChunks.Largest ? repeat : 1;
            Count(repeat);
            _pending.Enqueue(new Piece(_zeroStart, null, blob, repeat, (long)length * repeat));
            _zeroStart += (long)length * repeat;
        }

        if (end > _position)
        {
            onBytes(end - _position);
            _position = end;
        }
    }

    /// <summary>Collects the completed ids, in order; waits for the others only at the end.</summary>
    private async Task SettleAsync(bool all)
    {
        while (_pending.TryPeek(out var piece) && (all || piece.IsCompleted))
        {
            _pending.Dequeue();
            if (piece.Data is not null)
            {
                var data = await piece.Data;
                CheckData(piece.Offset, data);
                data.CopyTo(Room(data.Length));
            }
            else
            {
                var zeros = await piece.Zeros!;
                CheckZeros(piece.Offset, piece.Offset + piece.ZeroBytes);
                Room(piece.Repeat).Span.Fill(zeros);
            }
        }
    }

    private void CheckData(long offset, BlobId[] data)
    {
        for (var i = 0; changes is { IsChecked: true } && i < data.Length; i++, offset += chunkSize)
        {
            if (!changes.Dirty[offset] && changes.Before.At(offset).Id != data[i])
                _missed.Add(offset);
        }
    }

    private void CheckZeros(long offset, long end)
    {
        while (changes is { IsChecked: true } && offset < end)
        {
            var before = changes.Before.At(offset);
            if (!before.IsZero && !changes.Dirty[offset])
                _missed.Add(offset);
            offset = before.End;
        }
    }

    private Memory<BlobId> Room(int count)
    {
        if (_filled + count > _ids.Length)
        {
            // Never more than could still come, so that the last growth is not the largest.
            var left = (source.Length - _position + chunkSize - 1) / chunkSize;
            Array.Resize(ref _ids, (int)Math.Min(_filled + count + Math.Min(left, Math.Max(_filled, 4096)), Math.Max(BlockChunks.MostPieces, _filled + count)));
        }

        var room = _ids.AsMemory(_filled, count);
        _filled += count;
        return room;
    }

    private void Count(int pieces)
    {
        _count += pieces;
        if (_count > BlockChunks.MostPieces)
            throw new ArchivistException(new SourceTooLarge(source.Location, chunkSize, BlockChunks.MostPieces));
    }

    private sealed record Piece(long Offset, Task<BlobId[]>? Data, Task<BlobId>? Zeros, int Repeat, long ZeroBytes)
    {
        internal bool IsCompleted => Data?.IsCompleted ?? Zeros!.IsCompleted;
    }

    private sealed class Stripe(long offset, int length, SharedBuffer? buffer)
    {
        internal long Offset => offset;

        internal int Length => length;

        /// <summary>What is read into; null for a stripe that is taken over.</summary>
        internal SharedBuffer? Buffer => buffer;

        /// <summary>The chunks that are taken over; null for a stripe that is read.</summary>
        internal BlobId[]? Kept { get; init; }

        internal Task Reading { get; private set; } = Task.CompletedTask;

        internal void Begin(IBlockSource source, CancellationToken cancellationToken) =>
            Reading = Task.Run(() => source.ReadAsync(offset, buffer!.Memory, cancellationToken).AsTask(), CancellationToken.None);

        internal async Task DropAsync()
        {
            await Reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            buffer?.Release();
        }
    }
}
