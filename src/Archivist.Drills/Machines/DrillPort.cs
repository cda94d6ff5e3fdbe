using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Archivist.Recovery.Protocol;

namespace Archivist.Drills.Machines;

/// <summary>The host's end of the virtio-serial port: an order in, events out.</summary>
public sealed class DrillPort : IAsyncDisposable
{
    private readonly Socket _listener;
    private NetworkStream? _stream;

    private DrillPort(Socket listener) => _listener = listener;

    /// <summary>Sends the order. The machine finds it whenever it comes to read.</summary>
    public Task SendAsync(DrillOrder order, CancellationToken cancellationToken) =>
        Stream.WriteAsync(new ReadOnlyMemory<byte>([.. DrillLine.Write(order), (byte)'\n']), cancellationToken).AsTask();

    /// <summary>The events in the order in which they are sent; ends with the machine.</summary>
    public async IAsyncEnumerable<DrillEvent> ReadEventsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var lines = new LineReader(Stream);
        while (await ReadLineAsync(lines, cancellationToken) is { } line)
        {
            if (line.Length > 0)
                yield return DrillLine.ReadEvent(line);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_stream is not null)
            await _stream.DisposeAsync();
        _listener.Dispose();
    }

    internal static DrillPort Listen(string socketPath)
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(socketPath));
        listener.Listen(1);
        return new DrillPort(listener);
    }

    internal async Task AcceptAsync(CancellationToken cancellationToken) =>
        _stream = new NetworkStream(await _listener.AcceptAsync(cancellationToken), ownsSocket: true);

    private NetworkStream Stream => _stream ?? throw new InvalidOperationException("The machine has not connected its port.");

    private static async Task<byte[]?> ReadLineAsync(LineReader lines, CancellationToken cancellationToken)
    {
        try
        {
            return await lines.ReadAsync(cancellationToken);
        }
        catch (IOException)
        {
            return null; // the machine is gone, and with it its end of the socket
        }
    }
}
