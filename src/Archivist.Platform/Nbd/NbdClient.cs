using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.Sockets;
using Archivist.Platform.Blocks;
using Archivist.Platform.Problems;

namespace Archivist.Platform.Nbd;

/// <summary>
/// One export of an NBD server, read over one connection with many requests under way. Structured replies, block status and dirty bitmaps
/// are used where the server has them.
/// </summary>
internal sealed class NbdClient : IBlockSource, IDirtyBitmaps
{
    /// <summary>Bytes of one question for the status of blocks.</summary>
    private const long Stretch = (2L << 30) - 4096;

    private static readonly TimeSpan GreetingLimit = TimeSpan.FromSeconds(30);

    private readonly Socket _socket;
    private readonly Stream _output, _input;
    private readonly NbdHandshake _agreed;
    private readonly SemaphoreSlim _sending = new(1);
    private readonly ConcurrentDictionary<ulong, NbdRequest> _pending = new();
    private readonly Task _receiving;
    private readonly List<BlockRun> _runs = [];
    private long _runsStart;
    private ulong _lastCookie;
    private Exception? _failure;

    private NbdClient(NbdAddress address, Socket socket, Stream output, Stream input, NbdHandshake agreed)
    {
        Location = address.ToString();
        _socket = socket;
        _output = output;
        _input = input;
        _agreed = agreed;
        _receiving = Task.Run(ReceiveAsync);
    }

    public string Location { get; }

    public long Length => _agreed.Length;

    public IReadOnlyCollection<string> Bitmaps => [.. _agreed.Bitmaps.Keys];

    /// <summary>Connects and chooses the export; a server that cannot be reached is <see cref="Failure.Failed"/>.</summary>
    internal static Task<NbdClient> ConnectAsync(NbdAddress address, CancellationToken cancellationToken) =>
        ConnectAsync(address, static _ => false, cancellationToken);

    /// <summary>The same, with the dirty bitmaps whose names are wanted, of those that the server offers.</summary>
    internal static async Task<NbdClient> ConnectAsync(NbdAddress address, Func<string, bool> wantsBitmap, CancellationToken cancellationToken)
    {
        var socket = address.Socket is null
            ? new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(GreetingLimit);
        try
        {
            await socket.ConnectAsync(address.EndPoint, patience.Token);
            var output = new NetworkStream(socket, ownsSocket: false);
            var input = new BufferedStream(output, 64 * 1024);
            // Until requests flow there is no other reader, so the greeting may go through the buffer as well.
            var agreed = new NbdHandshake(new DuplexStream(input, output), address, wantsBitmap);
            await agreed.RunAsync(patience.Token);
            return new NbdClient(address, socket, output, input, agreed);
        }
        catch (Exception cause) when (cause is SocketException or IOException)
        {
            socket.Dispose();
            throw new ArchivistException(new NbdNotConnected(address.ToString(), Cause.Of(cause)), cause);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            throw new ArchivistException(new NbdServerSilent(address.ToString()));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async ValueTask<BlockRun> FindRunAsync(long offset, CancellationToken cancellationToken)
    {
        if (_agreed.AllocationContext is null)
            return new BlockRun(Length, false);
        if (_runs.Count == 0 || offset < _runsStart || offset >= _runs[^1].End)
            await AskRunsAsync(offset, cancellationToken);
        foreach (var run in _runs)
        {
            if (offset < run.End)
                return run;
        }

        return new BlockRun(Length, false);
    }

    public async Task ReadBitmapAsync(string bitmap, Action<long, long> isDirty, CancellationToken cancellationToken)
    {
        var context = _agreed.Bitmaps[bitmap];
        for (long at = 0; at < Length;)
        {
            var request = new NbdRequest(NbdProtocol.CommandBlockStatus, at, (int)Math.Min(Length - at, Stretch), default);
            await RunAsync(request, cancellationToken);
            var start = at;
            foreach (var (length, state) in request.ExtentsOf(context))
            {
                var end = Math.Min(at + length, Length);
                if ((state & NbdProtocol.StateDirty) != 0 && end > at)
                    isDirty(at, end);
                at = end;
            }

            // Each context is described as far as the server likes, but never not at all.
            if (at == start)
                throw new IOException($"{Location}: the server does not describe the dirty bitmap {bitmap} at byte {at}");
        }
    }

    public async ValueTask ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        while (!destination.IsEmpty)
        {
            var step = destination[..Math.Min(destination.Length, _agreed.LargestRequest)];
            var request = new NbdRequest(NbdProtocol.CommandRead, offset, step.Length, step);
            await RunAsync(request, cancellationToken);
            if (request.Covered != step.Length)
                throw new IOException($"{Location}: the server left out a part of what it was asked for");
            destination = destination[step.Length..];
            offset += step.Length;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_failure is null)
        {
            try
            {
                await SendAsync(new NbdRequest(NbdProtocol.CommandDisconnect, 0, 0, default), CancellationToken.None);
            }
            catch (IOException)
            {
                // It is gone already, which is what was wanted.
            }
        }

        Abort();
        await _receiving;
        await _input.DisposeAsync();
        _sending.Dispose();
    }

    private async Task AskRunsAsync(long offset, CancellationToken cancellationToken)
    {
        var request = new NbdRequest(NbdProtocol.CommandBlockStatus, offset, (int)Math.Min(Length - offset, Stretch), default);
        await RunAsync(request, cancellationToken);
        _runs.Clear();
        _runsStart = offset;
        var end = offset;
        foreach (var (length, state) in request.ExtentsOf(_agreed.AllocationContext!.Value))
        {
            end = Math.Min(end + length, Length);
            var run = new BlockRun(end, (state & NbdProtocol.StateZero) != 0);
            if (_runs.Count > 0 && _runs[^1].IsZero == run.IsZero)
                _runs[^1] = run;
            else
                _runs.Add(run);
        }

        if (end <= offset)
            throw new IOException($"{Location}: the server describes no blocks at byte {offset}");
    }

    private async Task RunAsync(NbdRequest request, CancellationToken cancellationToken)
    {
        // Cancelling closes the connection: only then is it sure that nothing more is written into the caller's memory.
        await using var registration = cancellationToken.Register(Abort);
        try
        {
            await SendAsync(request, cancellationToken);
            await request.Task;
        }
        catch (IOException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private async Task SendAsync(NbdRequest request, CancellationToken cancellationToken)
    {
        var message = new byte[NbdProtocol.RequestSize];
        BinaryPrimitives.WriteUInt32BigEndian(message, NbdProtocol.RequestMagic);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(6), request.Command);
        BinaryPrimitives.WriteInt64BigEndian(message.AsSpan(16), request.Offset);
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(24), request.Length);
        await _sending.WaitAsync(cancellationToken);
        try
        {
            var cookie = ++_lastCookie;
            BinaryPrimitives.WriteUInt64BigEndian(message.AsSpan(8), cookie);
            if (request.Command != NbdProtocol.CommandDisconnect)
                _pending[cookie] = request;
            if (_failure is { } failure)
                throw Lost(failure);
            await _output.WriteAsync(message, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReceiveAsync()
    {
        var header = new byte[32];
        try
        {
            while (true)
            {
                await _input.ReadExactlyAsync(header.AsMemory(0, NbdProtocol.SimpleReplySize));
                var cookie = BinaryPrimitives.ReadUInt64BigEndian(header.AsSpan(8));
                if (!_pending.TryGetValue(cookie, out var request))
                    throw new IOException("it answers what was not asked");
                var isLast = BinaryPrimitives.ReadUInt32BigEndian(header) switch
                {
                    NbdProtocol.SimpleReplyMagic => await request.TakeSimpleAsync(BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4)), _input),
                    NbdProtocol.StructuredReplyMagic => await TakeChunkAsync(request, header),
                    _ => throw new IOException("its answer does not begin as one"),
                };
                if (isLast && _pending.TryRemove(cookie, out _))
                    request.Complete(Location);
            }
        }
        catch (Exception cause)
        {
            // The edge of a job: the cause reaches all current and later waiters.
            Interlocked.CompareExchange(ref _failure, cause, null);
            foreach (var cookie in _pending.Keys)
            {
                if (_pending.TryRemove(cookie, out var request))
                    request.Fail(Lost(cause));
            }
        }
    }

    private async Task<bool> TakeChunkAsync(NbdRequest request, byte[] header)
    {
        await _input.ReadExactlyAsync(header.AsMemory(NbdProtocol.SimpleReplySize, 4));
        var flags = BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(4));
        var type = BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(6));
        var length = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(16));
        if (length > NbdProtocol.LargestPayload + 8)
            throw new IOException("it sends more than was asked for");
        await request.TakeChunkAsync(type, (int)length, _input);
        return (flags & NbdProtocol.ChunkIsLast) != 0;
    }

    private void Abort()
    {
        Interlocked.CompareExchange(ref _failure, new IOException("it was closed"), null);
        _socket.Dispose();
    }

    private IOException Lost(Exception cause) => new($"{Location}: the connection is lost: {cause.Message}", cause);
}
