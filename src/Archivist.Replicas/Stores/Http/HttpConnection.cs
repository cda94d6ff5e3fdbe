using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Archivist.Platform.Problems;
using Archivist.Replicas.Problems;

namespace Archivist.Replicas.Stores.Http;

/// <summary>Makes the HTTP connections that stores share.</summary>
public static class HttpConnection
{
    private const int UnsentBytes = 128 * 1024;

    /// <summary>
    /// A client without a limit on the duration of a request (stores watch the progress of each), which follows no redirect: credentials
    /// go to the host that was named and to no other. The caller disposes it.
    /// </summary>
    public static HttpClient Create() => Over(CreateHandler(ServerTrust.Machine), disposesHandler: true);

    /// <summary>The same over connections that others share; disposing it leaves them open.</summary>
    internal static HttpClient Over(HttpMessageHandler handler) => Over(handler, disposesHandler: false);

    /// <summary>The connections themselves, for servers that are trusted in one way. The caller disposes them.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: a certificate cannot be read.</exception>
    public static HttpMessageHandler CreateHandler(ServerTrust trust)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectCallback = ConnectAsync,
        };
        if (trust.Authorities is { } authorities)
            handler.SslOptions.CertificateChainPolicy = TrustOnly(authorities);
        if (trust.ClientCertificate is { } own)
            handler.SslOptions.ClientCertificateContext = SslStreamCertificateContext.Create(Read(own, () => X509Certificate2.CreateFromPemFile(own)), null, offline: true);
        return handler;
    }

    private static HttpClient Over(HttpMessageHandler handler, bool disposesHandler) => new(handler, disposesHandler) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Authorities of one's own publish no lists of revoked certificates that could be asked.</summary>
    private static X509ChainPolicy TrustOnly(string path)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        Read(path, () =>
        {
            policy.CustomTrustStore.ImportFromPemFile(path);
            return policy.CustomTrustStore.Count > 0 ? policy : throw new CryptographicException("no certificate");
        });
        return policy;
    }

    private static T Read<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ArchivistException(new CertificateUnreadable(path, Cause.Of(cause)), cause);
        }
        catch (CryptographicException cause)
        {
            throw new ArchivistException(new CertificateInvalid(path), cause);
        }
    }

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
