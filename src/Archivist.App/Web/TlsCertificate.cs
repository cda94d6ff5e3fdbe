using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Archivist.App.Problems;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;

namespace Archivist.App.Web;

/// <summary>
/// The certificate that a server shows. Its files are looked at every ten seconds at most, while connections come, and read again when they were changed; new ones that cannot be
/// used are reported once, and the old certificate stays. Thread-safe.
/// </summary>
/// <param name="files">The files, which are read at once.</param>
/// <param name="warn">Receives why new files cannot be used.</param>
/// <param name="clock">The time.</param>
/// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: they cannot be read, or are not a certificate and its key.</exception>
internal sealed class TlsCertificate(TlsFiles files, Action<Problem> warn, TimeProvider clock)
{
    private readonly ReloadedFiles<SslServerAuthenticationOptions> _options =
        new([files.Certificate, files.Key], () => Load(files), TimeSpan.FromSeconds(10), refused => warn(new ReloadRefused(refused)), clock);

    /// <summary>What a new connection is offered.</summary>
    internal SslServerAuthenticationOptions Current => _options.Current;

    private static SslServerAuthenticationOptions Load(TlsFiles files)
    {
        try
        {
            // The order of the file: the server's own certificate first, then those that signed it.
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(files.Certificate);
            var own = X509Certificate2.CreateFromPemFile(files.Certificate, files.Key);
            return new SslServerAuthenticationOptions
            {
                ServerCertificateContext = SslStreamCertificateContext.Create(own, chain, offline: true),
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
            };
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new ArchivistException(new CertificateUnusable(files.Certificate, files.Key, Cause.Of(cause)), cause);
        }
    }
}
