using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Archivist.TestKit;

/// <summary>A certificate authority of a test, with a certificate for this machine and one for a client, as PEM files in a folder of its own.</summary>
public sealed class SampleCertificates : IDisposable
{
    private readonly ScratchFolder _folder = new();

    /// <summary>Issues them for an hour.</summary>
    public SampleCertificates()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=authority of a test", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(120));
        Authority = _folder.Write("ca.pem", authority.ExportCertificatePem());
        var (server, serverKey) = Issue(authority, "CN=server of a test", isServer: true);
        Server = X509Certificate2.CreateFromPem(server, serverKey);
        var (client, clientKey) = Issue(authority, "CN=client of a test", isServer: false);
        Client = _folder.Write("client.pem", client + "\n" + clientKey);
        ClientWithoutKey = _folder.Write("client-alone.pem", client);
    }

    /// <summary>The PEM file of the authority.</summary>
    public string Authority { get; }

    /// <summary>The certificate for 127.0.0.1 and localhost, with its key.</summary>
    public X509Certificate2 Server { get; }

    /// <summary>The PEM file of the client, with its key.</summary>
    public string Client { get; }

    /// <summary>The PEM file of the client without its key.</summary>
    public string ClientWithoutKey { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Server.Dispose();
        _folder.Dispose();
    }

    private static (string Certificate, string Key) Issue(X509Certificate2 authority, string name, bool isServer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(isServer ? "1.3.6.1.5.5.7.3.1" : "1.3.6.1.5.5.7.3.2")], false));
        if (isServer)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddIpAddress(IPAddress.Loopback);
            names.AddDnsName("localhost");
            request.CertificateExtensions.Add(names.Build());
        }

        using var issued = request.Create(authority, authority.NotBefore, authority.NotAfter, RandomNumberGenerator.GetBytes(8));
        return (issued.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
