using System.Buffers;
using System.Buffers.Binary;
using Archivist.Platform.Blocks;
using Archivist.Platform.Problems;

namespace Archivist.Platform.Nbd;

/// <summary>The requests of one client, answered as they become ready, not in their order; some at a time.</summary>
internal sealed class NbdSession(Stream stream, IBlockSource source, NbdGreeting agreed)
{
    private const int MostUnderWay = 16;
    private const int MostExtents = 16 * 1024;

    private readonly SemaphoreSlim _answering = new(1);
    private readonly SemaphoreSlim _finding = new(1);
    private readonly SemaphoreSlim _places = new(MostUnderWay);

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var header = new byte[NbdProtocol.RequestSize];
        try
        {
            while (true)
            {
                await stream.ReadExactlyAsync(header, stop.Token);
                var request = Request.Parse(header);
                if (BinaryPrimitives.ReadUInt32BigEndian(header) != NbdProtocol.RequestMagic || request.Command is NbdProtocol.CommandDisconnect)
                    return;
                // A client that writes in spite of the flag has its bytes thrown away, or they would be taken for requests.
                if (request.Command is NbdProtocol.CommandWrite && !await SkipAsync(request.Length, stop.Token))
                    return;
                await _places.WaitAsync(stop.Token);
                _ = Task.Run(() => AnswerAsync(request, stop), CancellationToken.None);
            }
        }
        finally
        {
            await stop.CancelAsync();
            for (var i = 0; i < MostUnderWay; i++)
                await _places.WaitAsync(CancellationToken.None);
        }
    }

    private async Task AnswerAsync(Request request, CancellationTokenSource stop)
    {
        try
        {
            var error = Check(request);
            if (error != 0)
                await ErrorAsync(request, error, stop.Token);
            else if (request.Command is NbdProtocol.CommandRead)
                await ReadAsync(request, stop.Token);
            else if (request.Command is NbdProtocol.CommandBlockStatus)
                await StatusAsync(request, stop.Token);
            else
                await SendAsync(Simple(request, 0), default, stop.Token);
        }
        catch (Exception cause) when (cause is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client went away in the middle of an answer; nothing more can be said on this connection.
            await stop.CancelAsync();
        }
        finally
        {
            _places.Release();
        }
    }

    private uint Check(Request request) => request.Command switch
    {
        NbdProtocol.CommandRead when request.Length == 0 || request.Length > NbdProtocol.LargestPayload => NbdProtocol.Invalid,
        NbdProtocol.CommandBlockStatus when agreed.AllocationContext is null || request.Length == 0 => NbdProtocol.Invalid,
        NbdProtocol.CommandRead or NbdProtocol.CommandBlockStatus =>
            request.Offset < 0 || request.Offset > source.Length - request.Length ? NbdProtocol.Invalid : 0,
        NbdProtocol.CommandFlush => 0,
        NbdProtocol.CommandWrite or NbdProtocol.CommandTrim or NbdProtocol.CommandWriteZeroes => NbdProtocol.NotPermitted,
        _ => NbdProtocol.Invalid,
    };

    private async Task ReadAsync(Request request, CancellationToken cancellationToken)
    {
        var header = agreed.IsStructured ? NbdProtocol.StructuredReplySize + 8 : NbdProtocol.SimpleReplySize;
        if (agreed.IsStructured && (request.Flags & NbdProtocol.DontFragment) == 0
            && await RunAsync(request.Offset, cancellationToken) is { IsZero: true } run && run.End >= request.Offset + request.Length)
        {
            await HoleAsync(request, cancellationToken);
            return;
        }

        var length = (int)request.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(header + length);
        try
        {
            try
            {
                await source.ReadAsync(request.Offset, buffer.AsMemory(header, length), cancellationToken);
            }
            catch (Exception cause) when (cause is IOException or ArchivistException)
            {
                await ErrorAsync(request, NbdProtocol.InputOutput, cancellationToken);
                return;
            }

            if (agreed.IsStructured)
            {
                WriteChunk(buffer, request, NbdProtocol.ChunkData, 8 + length);
                BinaryPrimitives.WriteInt64BigEndian(buffer.AsSpan(NbdProtocol.StructuredReplySize), request.Offset);
            }
            else
                Simple(request, 0).CopyTo(buffer, 0);
            await SendAsync(buffer, buffer.AsMemory(0, header + length), cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task HoleAsync(Request request, CancellationToken cancellationToken)
    {
        var message = new byte[NbdProtocol.StructuredReplySize + 12];
        WriteChunk(message, request, NbdProtocol.ChunkHole, 12);
        BinaryPrimitives.WriteInt64BigEndian(message.AsSpan(20), request.Offset);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(28), request.Length);
        await SendAsync(message, default, cancellationToken);
    }

    private async Task StatusAsync(Request request, CancellationToken cancellationToken)
    {
        var extents = new List<(uint Length, bool IsZero)>();
        var most = (request.Flags & NbdProtocol.OnlyOne) != 0 ? 1 : MostExtents;
        var end = request.Offset + request.Length;
        for (var at = request.Offset; at < end && extents.Count < most;)
        {
            var run = await RunAsync(at, cancellationToken);
            var next = Math.Min(run.End, end);
            extents.Add(((uint)(next - at), run.IsZero));
            at = next;
        }

        var message = new byte[NbdProtocol.StructuredReplySize + 4 + extents.Count * 8];
        WriteChunk(message, request, NbdProtocol.ChunkBlockStatus, 4 + extents.Count * 8);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(20), agreed.AllocationContext!.Value);
        for (var i = 0; i < extents.Count; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(24 + i * 8), extents[i].Length);
            BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(28 + i * 8), extents[i].IsZero ? NbdProtocol.StateHole | NbdProtocol.StateZero : 0);
        }

        await SendAsync(message, default, cancellationToken);
    }

    private async Task ErrorAsync(Request request, uint error, CancellationToken cancellationToken)
    {
        if (!agreed.IsStructured || request.Command is not (NbdProtocol.CommandRead or NbdProtocol.CommandBlockStatus))
        {
            await SendAsync(Simple(request, error), default, cancellationToken);
            return;
        }

        var message = new byte[NbdProtocol.StructuredReplySize + 6];
        WriteChunk(message, request, NbdProtocol.ChunkError, 6);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(20), error);
        await SendAsync(message, default, cancellationToken);
    }

    private async Task<BlockRun> RunAsync(long offset, CancellationToken cancellationToken)
    {
        await _finding.WaitAsync(cancellationToken);
        try
        {
            return await source.FindRunAsync(offset, cancellationToken);
        }
        finally
        {
            _finding.Release();
        }
    }

    private async Task SendAsync(byte[] message, ReadOnlyMemory<byte> part, CancellationToken cancellationToken)
    {
        await _answering.WaitAsync(cancellationToken);
        try
        {
            // An answer that has begun is sent whole: half of one would spoil all that follow.
            await stream.WriteAsync(part.IsEmpty ? message : part, CancellationToken.None);
        }
        finally
        {
            _answering.Release();
        }
    }

    private async Task<bool> SkipAsync(uint length, CancellationToken cancellationToken)
    {
        if (length > NbdProtocol.LargestPayload)
            return false;
        var buffer = new byte[Math.Min(length, 64 * 1024)];
        for (var left = (int)length; left > 0; left -= buffer.Length)
            await stream.ReadExactlyAsync(buffer.AsMemory(0, Math.Min(left, buffer.Length)), cancellationToken);
        return true;
    }

    private static byte[] Simple(Request request, uint error)
    {
        var message = new byte[NbdProtocol.SimpleReplySize];
        BinaryPrimitives.WriteUInt32BigEndian(message, NbdProtocol.SimpleReplyMagic);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(4), error);
        BinaryPrimitives.WriteUInt64BigEndian(message.AsSpan(8), request.Cookie);
        return message;
    }

    private static void WriteChunk(Span<byte> message, Request request, ushort type, int length)
    {
        BinaryPrimitives.WriteUInt32BigEndian(message, NbdProtocol.StructuredReplyMagic);
        BinaryPrimitives.WriteUInt16BigEndian(message[4..], NbdProtocol.ChunkIsLast);
        BinaryPrimitives.WriteUInt16BigEndian(message[6..], type);
        BinaryPrimitives.WriteUInt64BigEndian(message[8..], request.Cookie);
        BinaryPrimitives.WriteInt32BigEndian(message[16..], length);
        if (type == NbdProtocol.ChunkError)
            message.Slice(NbdProtocol.StructuredReplySize, length).Clear();
    }

    private readonly record struct Request(ushort Flags, ushort Command, ulong Cookie, long Offset, uint Length)
    {
        internal static Request Parse(ReadOnlySpan<byte> header) => new(
            BinaryPrimitives.ReadUInt16BigEndian(header[4..]), BinaryPrimitives.ReadUInt16BigEndian(header[6..]),
            BinaryPrimitives.ReadUInt64BigEndian(header[8..]), BinaryPrimitives.ReadInt64BigEndian(header[16..]),
            BinaryPrimitives.ReadUInt32BigEndian(header[24..]));
    }
}
