using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Archivist.App.Web;
using Archivist.Operations.Events;
using Archivist.Platform.Problems;
using Archivist.Replicas.Peers;
using Archivist.TestKit;

namespace Archivist.Tests.App.Web;

/// <summary>A server of peers on a free port, with the users alice and bob, who have one password.</summary>
internal sealed class PeerBench : IAsyncDisposable
{
    internal const string Password = "secret";

    // By libxcrypt.
    private const string Hash = "$2y$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a";

    private readonly ConcurrentQueue<Problem> _warnings = [];
    private readonly List<IDisposable> _owned = [];
    private IServedStore? _served;
    private int _certificates;

    internal ScratchFolder Folder { get; } = new();

    internal HttpClient Http { get; } = new();

    internal IReadOnlyList<Problem> Warnings => [.. _warnings];

    internal async Task StartAsync(PeerLimits? limits = null, TlsFiles? tls = null)
    {
        PeerUsers.TryParse($"alice:{Hash}\nbob:{Hash}\n", out var users, out _, out _);
        var signIn = new SignIn(() => users!, new SignInThrottle(TimeProvider.System), TimeProvider.System);
        var store = new PeerStore(Folder.At("peers"), limits ?? new PeerLimits(), TimeProvider.System);
        _owned.AddRange([signIn, store]);
        _served = await PeerServer.StartAsync(new PeerService(store, signIn, _warnings.Enqueue), "127.0.0.1:0", tls, CancellationToken.None);
    }

    /// <summary>The URL of a path, with the credentials of alice where a password is given.</summary>
    internal Uri At(string path, string? password = null)
    {
        var url = new Uri(new Uri(_served!.Address), path);
        return password is null ? url : new UriBuilder(url) { UserName = "alice", Password = password }.Uri;
    }

    internal List<string> Files() => Directory.Exists(Folder.At("peers")) ? [.. Directory.EnumerateFiles(Folder.At("peers"), "*", SearchOption.AllDirectories)] : [];

    internal (X509Certificate2 Certificate, TlsFiles Files) MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest("CN=peer", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        var certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddHours(1));
        _owned.Add(certificate);
        var number = ++_certificates;
        return (certificate, new TlsFiles(Folder.Write($"{number}.pem", certificate.ExportCertificatePem()), Folder.Write($"{number}.key", key.ExportPkcs8PrivateKeyPem())));
    }

    public async ValueTask DisposeAsync()
    {
        if (_served is not null)
            await _served.DisposeAsync();
        foreach (var owned in _owned)
            owned.Dispose();
        Http.Dispose();
        Folder.Dispose();
    }
}
