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
internal sealed class TlsCertificate
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly TlsFiles _files;
    private readonly Action<Problem> _warn;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private SslServerAuthenticationOptions _options;
    private (FoundFile?, FoundFile?) _read;
    private long _lookedAt;

    /// <summary>Reads the files.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: they cannot be read, or are not a certificate and its key.</exception>
    internal TlsCertificate(TlsFiles files, Action<Problem> warn, TimeProvider clock)
    {
        (_files, _warn, _clock, _lookedAt) = (files, warn, clock, clock.GetTimestamp());
        _read = Find();
        _options = Load(files);
    }

    /// <summary>What a new connection is offered.</summary>
    internal SslServerAuthenticationOptions Current
    {
        get
        {
            lock (_gate)
            {
                if (_clock.GetElapsedTime(_lookedAt) < Pause)
                    return _options;
                _lookedAt = _clock.GetTimestamp();
                if (Find() is var now && now is not (null, null) && now != _read)
                    Reload(now);
                return _options;
            }
        }
    }

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

    private void Reload((FoundFile?, FoundFile?) now)
    {
        try
        {
            _options = Load(_files);
        }
        catch (ArchivistException refused)
        {
            _warn(new ReloadRefused(refused.Problem));
        }

        _read = now;
    }

    private (FoundFile?, FoundFile?) Find()
    {
        try
        {
            return (FileLookup.Find(_files.Certificate), FileLookup.Find(_files.Key));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return (null, null);
        }
    }
}
