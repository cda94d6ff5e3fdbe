using System.Net;
using System.Net.Sockets;
using Archivist.Platform.Blocks;
using Archivist.Platform.Nbd;
using Archivist.Platform.Problems;
using Archivist.Repository.Opening;
using Archivist.Repository.Trees;
using Archivist.Restore.Problems;
using Archivist.Restore.Reading;

namespace Archivist.Restore.Serving;

/// <summary>
/// Serves one file of a snapshot to NBD clients, read-only: fixed newstyle, structured replies, block status, many connections.
/// There is no access control: listen on a Unix socket or on loopback.
/// </summary>
public sealed class NbdServer : IAsyncDisposable
{
    private const long CacheSize = 64L << 20;

    private readonly Socket _listening;
    private readonly IBlockSource _source;
    private readonly string _export;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _sessions = [];
    private readonly Task _accepting;
    private readonly string? _socketPath;

    private NbdServer(NbdAddress address, Socket listening, IBlockSource source)
    {
        _listening = listening;
        _source = source;
        _export = address.Export;
        _socketPath = address.Socket;
        Address = address.Socket is null ? address with { Port = ((IPEndPoint)listening.LocalEndPoint!).Port } : address;
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Where it listens; with the real port when port 0 was asked for.</summary>
    public NbdAddress Address { get; }

    /// <summary>Bytes of the export.</summary>
    public long Length => _source.Length;

    /// <summary>Starts to serve a file of a snapshot; an address that is taken is <see cref="Failure.Usage"/>.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: the address cannot be listened on (<see cref="NbdAddressUnusable"/>).</exception>
    public static NbdServer Start(IndexedRepository repository, Node file, NbdAddress address) =>
        Start(StoredFile.Open(new BlobCache(repository, CacheSize), file), address);

    /// <summary>Starts to serve any source, which stays the caller's.</summary>
    internal static NbdServer Start(IBlockSource source, NbdAddress address)
    {
        var socket = address.Socket is null
            ? new Socket(SocketType.Stream, ProtocolType.Tcp)
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(address.EndPoint is DnsEndPoint { Host: "localhost" } name ? new IPEndPoint(IPAddress.Loopback, name.Port) : address.EndPoint);
            socket.Listen(256);
            return new NbdServer(address, socket, source);
        }
        catch (Exception cause) when (cause is SocketException or ArgumentException)
        {
            socket.Dispose();
            throw new ArchivistException(new NbdAddressUnusable(address.ToString(), Cause.Of(cause)), cause);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listening.Dispose();
        await _accepting;
        Task[] left;
        lock (_gate)
            left = [.. _sessions];
        await Task.WhenAll(left);
        _stop.Dispose();
        if (_socketPath is not null)
            File.Delete(_socketPath);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listening.AcceptAsync(_stop.Token);
                var session = Task.Run(() => ServeAsync(socket), CancellationToken.None);
                lock (_gate)
                    _sessions.Add(session);
                _ = session.ContinueWith(
                    ended =>
                    {
                        lock (_gate)
                            _sessions.Remove(ended);
                    },
                    CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }
        catch (Exception cause) when (cause is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The server is being stopped.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                // A client that does not read its answers must not keep the server from stopping.
                await using var closing = _stop.Token.Register(socket.Dispose);
                if (socket.ProtocolType is ProtocolType.Tcp)
                    socket.NoDelay = true;
                var network = new NetworkStream(socket, ownsSocket: false);
                var stream = new DuplexStream(new BufferedStream(network, 16 * 1024), network);
                var greeting = new NbdGreeting(stream, _source.Length, _export);
                if (await greeting.RunAsync(_stop.Token))
                    await new NbdSession(stream, _source, greeting).RunAsync(_stop.Token);
            }
            catch (Exception cause) when (cause is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The client went away, spoke nonsense, or the server is being stopped: its connection ends, others go on.
            }
        }
    }
}
