using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Archivist.Platform.Problems;
using Archivist.Replicas.Addresses;
using Archivist.Replicas.Problems;
using Archivist.Replicas.Stores.Http;
using Archivist.Replicas.Stores.S3;
using Archivist.Repository.Stores;
using Archivist.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Archivist.Tests.Replicas;

/// <summary>Servers with TLS, and what they and their clients know each other by.</summary>
public sealed class ServerTrustTests : IAsyncLifetime
{
    private readonly SampleCertificates _certificates = new();
    private readonly HttpConnections _connections = new();
    private readonly ConcurrentQueue<(string Protocol, string? Authorization, string? Client)> _seen = [];
    private WebApplication _web = null!;
    private readonly ConcurrentQueue<byte[]> _stored = [];
    private bool _wantsClient;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0, endpoint => endpoint.UseHttps(_certificates.Server, https =>
        {
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            https.ClientCertificateValidation = (certificate, _, _) => certificate.Subject.StartsWith("CN=client", StringComparison.Ordinal);
        })));
        _web = builder.Build();
        _web.Run(AnswerAsync);
        await _web.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _connections.Dispose();
        await _web.DisposeAsync();
        _certificates.Dispose();
    }

    [Fact]
    public async Task An_authority_of_ones_own_is_trusted_where_it_is_named_and_nowhere_else()
    {
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => FindAsync(StoreAccess.None));
        Assert.IsType<ServerFault.CertificateUntrusted>(Assert.IsType<ServerFailed>(failure.Problem).Fault);
        Assert.Equal(42, await FindAsync(Trusting(null)));
    }

    [Fact]
    public async Task A_server_that_offers_HTTP_2_is_spoken_to_in_it()
    {
        await FindAsync(Trusting(null));
        Assert.Equal("HTTP/2", Assert.Single(_seen).Protocol);
    }

    [Fact]
    public async Task Content_goes_up_whole_in_HTTP_2_and_of_content_that_fails_the_end_is_never_sent()
    {
        var store = Open(Trusting(null));
        var (whole, broken) = (new ProbeContent(3_000_000), new ProbeContent(2_000_000, 1_999_999) { Failure = new InvalidDataException() });
        await store.PutAsync(whole.Name, whole, CancellationToken.None);
        await Assert.ThrowsAsync<InvalidDataException>(() => store.PutAsync(broken.Name, broken, CancellationToken.None));
        Assert.Equal(whole.Bytes(), Assert.Single(_stored));
        Assert.All(_seen, seen => Assert.Equal("HTTP/2", seen.Protocol));
    }

    [Fact]
    public async Task A_client_certificate_is_shown_to_a_server_that_asks()
    {
        _wantsClient = true;
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => FindAsync(Trusting(null)));
        Assert.Equal(new ServerFault.Status(403), Assert.IsType<ServerFailed>(failure.Problem).Fault);
        Assert.Equal(42, await FindAsync(Trusting(_certificates.Client)));
        Assert.Equal("CN=client of a test", _seen.Last().Client);
    }

    [Fact]
    public async Task User_and_password_are_those_of_the_access_and_those_of_the_address_come_first()
    {
        var access = Trusting(null) with { Credentials = _ => Task.FromResult<StoreCredentials?>(new StoreCredentials("alice", "o:pen")) };
        await FindAsync(access);
        await FindAsync(access, "bob:b@");
        Assert.Equal(["alice:o:pen", "bob:b"], _seen.Select(seen => System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(seen.Authorization!["Basic ".Length..]))));
    }

    [Fact]
    public async Task A_bucket_behind_TLS_is_trusted_in_the_same_way()
    {
        await using var service = await S3Impostor.StartAsync(certificate: _certificates.Server);
        service.Buckets["box"] = true;
        var (access, name) = (S3Impostor.Access with { Trust = new ServerTrust(_certificates.Authority, null) }, ContractObjects.DigitsName);
        var store = new S3Store(_connections.Find(access.Trust), service.Bucket("box"), access);
        await store.PutAsync(name, new BytesContent(ContractObjects.Digits), CancellationToken.None);
        Assert.Equal(ContractObjects.Digits, await store.ReadAllAsync(name, 10, CancellationToken.None));
        var doubtful = new S3Store(_connections.Find(ServerTrust.Machine), service.Bucket("box"), S3Impostor.Access);
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => doubtful.FindLengthAsync(name, CancellationToken.None));
        Assert.IsType<ServerFault.CertificateUntrusted>(Assert.IsType<ServerFailed>(failure.Problem).Fault);
    }

    [Fact]
    public void Certificates_that_cannot_be_used_are_named_before_anything_is_sent()
    {
        Assert.IsType<CertificateUnreadable>(ProblemOf(new ServerTrust("/nowhere/ca.pem", null)));
        Assert.IsType<CertificateUnreadable>(ProblemOf(new ServerTrust(null, "/nowhere/own.pem")));
        Assert.IsType<CertificateInvalid>(ProblemOf(new ServerTrust(null, _certificates.ClientWithoutKey)));
        using var folder = new ScratchFolder();
        Assert.IsType<CertificateInvalid>(ProblemOf(new ServerTrust(folder.Write("ca.pem", "no certificate"), null)));
    }

    private Problem ProblemOf(ServerTrust trust) => Assert.Throws<ArchivistException>(() => _connections.Find(trust)).Problem;

    private StoreAccess Trusting(string? client) => new() { Trust = new ServerTrust(_certificates.Authority, client) };

    private Task<long?> FindAsync(StoreAccess access, string user = "") => Open(access, user).FindLengthAsync(ObjectName.Configuration, CancellationToken.None);

    private IObjectStore Open(StoreAccess access, string user = "")
    {
        var port = new Uri(_web.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
        return StoreSchemes.Servers(() => _connections, access, TimeProvider.System).Open($"rest:https://{user}127.0.0.1:{port}/");
    }

    private async Task AnswerAsync(HttpContext context)
    {
        X509Certificate2? client = context.Connection.ClientCertificate;
        _seen.Enqueue((context.Request.Protocol, context.Request.Headers.Authorization.FirstOrDefault(), client?.Subject));
        if (_wantsClient && client is null)
            context.Response.StatusCode = 403;
        else if (context.Request.Method == "POST")
            await StoreAsync(context);
        else if (context.Request.Path == "/config")
            context.Response.ContentLength = 42;
        else
            context.Response.StatusCode = 404;
    }

    private async Task StoreAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        }
        catch (Exception cause) when (cause is IOException or OperationCanceledException)
        {
            // A body that is cut stores nothing.
            return;
        }

        _stored.Enqueue(body.ToArray());
    }
}
