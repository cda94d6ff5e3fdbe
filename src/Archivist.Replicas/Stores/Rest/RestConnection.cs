using System.Net.Sockets;

namespace Archivist.Replicas.Stores.Rest;

/// <summary>Makes the HTTP client that stores share.</summary>
public static class RestConnection
{
    private const int UnsentBytes = 128 * 1024;

    /// <summary>
    /// A client without a limit on the duration of a request (<see cref="RestStore"/> watches the progress of each), which follows no redirect: credentials
    /// go to the host that was named and to no other. The caller disposes it.
    /// </summary>
    public static HttpClient Create() => new(new SocketsHttpHandler
    {
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectCallback = ConnectAsync,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Connects so that a write completes when the bytes have left for the network, not when megabytes of them wait in the kernel.</summary>
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        const int Tcp = 6, NotSentLowWater = 25;
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (OperatingSystem.IsLinux())
                socket.SetRawSocketOption(Tcp, NotSentLowWater, BitConverter.GetBytes(UnsentBytes));
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
