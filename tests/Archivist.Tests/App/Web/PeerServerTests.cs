using Archivist.App.Problems;
using Archivist.App.Web;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Replicas.Peers;
using Archivist.Replicas.Stores.Http;
using Archivist.Replicas.Stores.Rest;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;
using Archivist.TestKit;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Archivist.Tests.App.Web;

public sealed class PeerServerTests : IAsyncDisposable
{
    private readonly PeerBench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task The_protocol_is_that_of_restic_in_both_versions()
    {
        await _bench.StartAsync();
        var bytes = "0123456789"u8.ToArray();
        var path = $"alice/laptop/data/{Digest.Of(bytes)}";
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Post, "alice/laptop/?create=true")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(HttpMethod.Post, "alice/laptop/")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Head, path)).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Post, path, bytes)).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Head, path)).Status);
        Assert.Equal("0123456789", (await SendAsync(HttpMethod.Get, path)).Text);
        Assert.Equal((HttpStatusCode.PartialContent, "234"), await SendAsync(HttpMethod.Get, path, range: new RangeHeaderValue(2, 4)));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, (await SendAsync(HttpMethod.Get, path, range: new RangeHeaderValue(10, 12))).Status);
        Assert.Equal($"[\"{Digest.Of(bytes)}\"]", (await SendAsync(HttpMethod.Get, "alice/laptop/data/")).Text);
        Assert.Equal($"[{{\"name\":\"{Digest.Of(bytes)}\",\"size\":10}}]", (await SendAsync(HttpMethod.Get, "alice/laptop/data/", accept: RestProtocol.ListTypeV2)).Text);
        Assert.Equal("[]", (await SendAsync(HttpMethod.Get, "alice/data/", accept: RestProtocol.ListTypeV2)).Text);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await SendAsync(HttpMethod.Put, path, bytes)).Status);
        Assert.Empty(_bench.Warnings);
    }

    [Fact]
    public async Task Refusals_have_their_answers_and_one_line_each_without_a_password()
    {
        await _bench.StartAsync(new PeerLimits { Quota = 10 * 4096 });
        byte[] one = [1], other = [2];
        var name = new ObjectName(ObjectKind.Pack, Digest.Of(one));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Post, $"alice/data/{name.Id}", one)).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Post, $"alice/data/{name.Id}", one)).Status);
        await RefusedAsync(HttpStatusCode.Forbidden, new PeerRefusal.NotStored(name, PeerPut.Differs), HttpMethod.Post, $"alice/data/{name.Id}", other);
        await RefusedAsync(HttpStatusCode.BadRequest, new PeerRefusal.NotStored(new ObjectName(ObjectKind.Key, name.Id), PeerPut.NameMismatch), HttpMethod.Post, $"alice/keys/{name.Id}", other);
        await RefusedAsync(HttpStatusCode.InsufficientStorage, new PeerRefusal.NotStored(new ObjectName(ObjectKind.Index, name.Id), PeerPut.QuotaExceeded), HttpMethod.Post, $"alice/index/{name.Id}", new byte[100_000]);
        await RefusedAsync(HttpStatusCode.Forbidden, new PeerRefusal.NotRemoved(name), HttpMethod.Delete, $"alice/data/{name.Id}");
        await RefusedAsync(HttpStatusCode.Forbidden, new PeerRefusal.RepositoryNotRemoved(), HttpMethod.Delete, "alice/");
        await RefusedAsync(HttpStatusCode.Forbidden, new PeerRefusal.OthersDirectory(), HttpMethod.Get, "bob/config");
        await RefusedAsync(HttpStatusCode.Forbidden, new PeerRefusal.OthersDirectory(), HttpMethod.Get, "nobody/config");
        await RefusedAsync(HttpStatusCode.NotFound, new PeerRefusal.PathInvalid(), HttpMethod.Get, "alice/.hidden/config");
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Delete, $"alice/locks/{name.Id}")).Status);
        Assert.Single(_bench.Files());
        Assert.DoesNotContain(_bench.Warnings, warning => warning.ToString().Contains(PeerBench.Password, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_gets_in_without_the_right_password_and_who_guesses_waits()
    {
        await _bench.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "alice/data/")).Status);
        foreach (var credentials in new[] { "", ":", "alice:", "alice:guess", "nobody:" + PeerBench.Password, "alice", "../alice:" + PeerBench.Password })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _bench.At("alice/data/"));
            if (credentials.Length > 0)
                request.Headers.Authorization = Basic(credentials);
            using var response = await _bench.Http.SendAsync(request, Cancellation);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("Basic", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
        }

        using var guess = new HttpRequestMessage(HttpMethod.Get, _bench.At("bob/data/"));
        guess.Headers.Authorization = Basic("bob:guess");
        using var answer = await _bench.Http.SendAsync(guess, Cancellation);
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "alice/data/")).Status);
        Assert.All(_bench.Warnings, warning => Assert.True(((PeerRefused)warning).User is null or "alice"));
    }

    [Fact]
    public async Task A_body_without_a_length_and_one_that_is_cut_leave_nothing()
    {
        await _bench.StartAsync();
        var bytes = new byte[200_000];
        using (var chunked = new HttpRequestMessage(HttpMethod.Post, _bench.At($"alice/data/{Digest.Of(bytes)}")) { Content = new ByteArrayContent(bytes) })
        {
            chunked.Headers.Authorization = Basic($"alice:{PeerBench.Password}");
            chunked.Headers.TransferEncodingChunked = true;
            using var response = await _bench.Http.SendAsync(chunked, Cancellation);
            Assert.Equal(HttpStatusCode.LengthRequired, response.StatusCode);
        }

        using (var client = new TcpClient())
        {
            await client.ConnectAsync(_bench.At("").Host, _bench.At("").Port, Cancellation);
            await using var stream = client.GetStream();
            var head = $"POST /alice/data/{Digest.Of(bytes)} HTTP/1.1\r\nHost: here\r\nContent-Length: {bytes.Length}\r\nAuthorization: {Basic($"alice:{PeerBench.Password}")}\r\n\r\n";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head), Cancellation);
            await stream.WriteAsync(bytes.AsMemory(0, 150_000), Cancellation);
            for (var i = 0; i < 500 && _bench.Files().Count == 0; i++)
                await Task.Delay(10, Cancellation);
            Assert.Single(_bench.Files());
        }

        for (var i = 0; i < 500 && _bench.Files().Count > 0; i++)
            await Task.Delay(10, Cancellation);
        Assert.Empty(_bench.Files());
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Get, $"alice/data/{Digest.Of(bytes)}")).Status);
    }

    [Fact]
    public async Task Over_tls_a_client_that_trusts_the_certificate_gets_in_by_http_2_and_others_do_not()
    {
        var (certificate, tls) = _bench.MakeCertificate();
        await _bench.StartAsync(tls: tls);
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.GetCertHashString() == certificate.GetCertHashString();
        using var http = new HttpClient(handler) { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var request = new HttpRequestMessage(HttpMethod.Get, _bench.At("alice/data/")) { Version = HttpVersion.Version20 };
        request.Headers.Authorization = Basic($"alice:{PeerBench.Password}");
        using var response = await http.SendAsync(request, Cancellation);
        Assert.Equal((HttpStatusCode.OK, HttpVersion.Version20), (response.StatusCode, response.Version));
        using var distrustful = HttpConnection.Create();
        var store = new RestStore(distrustful, _bench.At("alice/", PeerBench.Password));
        await Assert.ThrowsAsync<ArchivistException>(() => store.FindLengthAsync(ObjectName.Configuration, Cancellation));
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_used_is_a_failure_that_names_it()
    {
        var (_, tls) = _bench.MakeCertificate();
        var (_, other) = _bench.MakeCertificate();
        var broken = _bench.Folder.Write("broken.pem", "-----BEGIN CERTIFICATE-----\nnothing\n-----END CERTIFICATE-----\n");
        foreach (var files in new[] { tls with { Key = other.Key }, tls with { Certificate = broken }, tls with { Key = "/nonexistent" }, tls with { Certificate = tls.Key } })
        {
            var failure = await Assert.ThrowsAsync<ArchivistException>(() => _bench.StartAsync(tls: files));
            Assert.Equal(Failure.Usage, failure.Failure);
            Assert.IsType<CertificateUnusable>(failure.Problem);
        }
    }

    [Fact]
    public void A_certificate_is_read_again_when_it_changes_and_one_that_cannot_be_used_is_not()
    {
        var (first, tls) = _bench.MakeCertificate();
        var (second, other) = _bench.MakeCertificate();
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        var warnings = new List<Problem>();
        var certificate = new TlsCertificate(tls, warnings.Add, clock);
        Assert.Equal(first.Thumbprint, Shown());
        File.Move(other.Certificate, tls.Certificate, overwrite: true);
        Assert.Equal(first.Thumbprint, Shown());
        clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(first.Thumbprint, Shown());
        Assert.IsType<CertificateUnusable>(Assert.IsType<ReloadRefused>(Assert.Single(warnings)).Reason);
        File.Move(other.Key, tls.Key, overwrite: true);
        clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(second.Thumbprint, Shown());
        Assert.Single(warnings);

        string Shown() => certificate.Current.ServerCertificateContext!.TargetCertificate.Thumbprint;
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("::1", "::1")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    public void One_client_is_one_address_or_one_network(string address, string expected) => Assert.Equal(expected, ClientAddress.Of(IPAddress.Parse(address)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Basic")]
    [InlineData("Basic !")]
    [InlineData("Bearer YWxpY2U6c2VjcmV0")]
    [InlineData("Basic YWxpY2U=")]
    public void What_is_no_basic_authentication_is_not_read(string? field) => Assert.Null(BasicCredentials.Read(field));

    [Fact]
    public void A_password_may_have_colons() => Assert.Equal(("alice", "a:b"), BasicCredentials.Read("basic " + Convert.ToBase64String("alice:a:b"u8)));

    private async Task RefusedAsync(HttpStatusCode status, PeerRefusal refusal, HttpMethod method, string path, byte[]? body = null)
    {
        var before = _bench.Warnings.Count;
        Assert.Equal(status, (await SendAsync(method, path, body)).Status);
        var line = Assert.IsType<PeerRefused>(Assert.Single(_bench.Warnings.Skip(before)));
        Assert.Equal(("alice", refusal), (line.User, line.Refusal));
    }

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(HttpMethod method, string path, byte[]? body = null, RangeHeaderValue? range = null, string? accept = null)
    {
        using var request = new HttpRequestMessage(method, _bench.At(path));
        request.Headers.Authorization = Basic($"alice:{PeerBench.Password}");
        request.Headers.Range = range;
        if (accept is not null)
            request.Headers.Accept.ParseAdd(accept);
        if (body is not null)
            request.Content = new ByteArrayContent(body);
        using var response = await _bench.Http.SendAsync(request, Cancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    private static AuthenticationHeaderValue Basic(string credentials) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
}
