using System.Net;
using System.Net.Sockets;
using System.Text;
using Archivist.Platform.Problems;
using Archivist.Replicas.Problems;
using Archivist.Replicas.Stores.Http;
using Archivist.Replicas.Stores.Rest;
using Archivist.Replicas.Stores.Wrappers;
using Archivist.Repository.Crypto;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Replicas;

/// <summary>Servers that answer as no honest one does.</summary>
public sealed class RestProgressTests : IAsyncDisposable
{
    private static readonly ObjectName Wanted = new(ObjectKind.Pack, Digest.Of("abc"u8));
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly HttpClient _http = HttpConnection.Create();
    private int _answered;

    public RestProgressTests() => _listener.Start();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        _http.Dispose();
        _end.Dispose();
    }

    [Fact]
    public async Task A_body_that_stops_coming_ends_with_an_error_that_names_server_and_object()
    {
        var store = Serve("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0123456789", closes: false, "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 10-99/100\r\nContent-Length: 90\r\n\r\n1");
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => new RetryingStore(store, TimeProvider.System).ReadAllAsync(Wanted, 1000, CancellationToken.None));
        Assert.Contains("stalled", failure.Sentence(), StringComparison.Ordinal);
        Assert.Contains(Wanted.Id.ToString(), failure.Sentence(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_answers_nothing_is_asked_twice_and_not_for_every_object()
    {
        var store = new RetryingStore(Serve("", closes: false), TimeProvider.System);
        await Assert.ThrowsAsync<ArchivistException>(() => store.FindLengthAsync(Wanted, CancellationToken.None));
        await Assert.ThrowsAsync<ArchivistException>(() => store.FindLengthAsync(ObjectName.Configuration, CancellationToken.None));
        Assert.Equal(2, _answered);
    }

    [Fact]
    public async Task An_error_that_passes_is_tried_again_and_a_refusal_is_not()
    {
        var store = new RetryingStore(Serve("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n", closes: true, "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n"), TimeProvider.System);
        Assert.Equal(7, await store.FindLengthAsync(Wanted, CancellationToken.None));
        Assert.Equal(2, _answered);
    }

    [Fact]
    public async Task A_body_that_is_cut_goes_on_behind_its_last_byte()
    {
        var store = Serve(
            "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n01234", closes: true, "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 5-9/10\r\nContent-Length: 5\r\n\r\n56789");
        Assert.Equal("0123456789"u8.ToArray(), await new RetryingStore(store, TimeProvider.System).ReadAllAsync(Wanted, 100, CancellationToken.None));
        Assert.Equal(2, _answered);
    }

    [Theory]
    [InlineData(408, true)]
    [InlineData(429, true)]
    [InlineData(500, true)]
    [InlineData(502, true)]
    [InlineData(503, true)]
    [InlineData(504, true)]
    [InlineData(302, false)]
    [InlineData(400, false)]
    [InlineData(401, false)]
    [InlineData(403, false)]
    [InlineData(410, false)]
    [InlineData(507, false)]
    public async Task An_answer_is_transient_or_permanent_by_its_status(int status, bool isTransient)
    {
        var store = Serve($"HTTP/1.1 {status} No\r\nContent-Length: 0\r\n\r\n", closes: true);
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => store.ReadAllAsync(Wanted, 100, CancellationToken.None));
        Assert.Equal(isTransient, StoreFailureException.FindIn(failure)!.IsTransient);
        Assert.Equal(1, _answered);
    }

    [Fact]
    public async Task A_refused_connection_is_transient_and_a_stalled_transfer_is_silent_too()
    {
        var refused = new RestStore(_http, new Uri("http://127.0.0.1:9/"));
        Assert.True(StoreFailureException.FindIn(await Assert.ThrowsAsync<ArchivistException>(() => refused.FindLengthAsync(Wanted, CancellationToken.None)))!.IsTransient);
        var stalled = Serve("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0123456789", closes: false);
        var failure = StoreFailureException.FindIn(await Assert.ThrowsAsync<ArchivistException>(() => stalled.ReadAllAsync(Wanted, 1000, CancellationToken.None)));
        Assert.True(failure is { IsTransient: true, IsSilent: true });
    }

    [Theory]
    [InlineData("""[{"name":"../../etc/passwd","size":5}]""")]
    [InlineData("""[null]""")]
    [InlineData("""[{"name":null,"size":5}]""")]
    [InlineData("""[{"name":"a","size":-1}]""")]
    [InlineData("""[{""")]
    [InlineData("""<html>""")]
    public async Task A_listing_that_is_none_is_an_error_and_not_an_empty_repository(string body)
    {
        var store = Serve($"HTTP/1.1 200 OK\r\nContent-Type: {RestProtocol.ListTypeV2}\r\nContent-Length: {body.Length}\r\n\r\n{body}", closes: true);
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => store.ListSortedAsync(ObjectKind.Snapshot, CancellationToken.None));
        Assert.Contains("snapshots", failure.Sentence(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_a_web_page_is_no_object()
    {
        var redirect = await Assert.ThrowsAsync<ArchivistException>(() =>
            Serve("HTTP/1.1 302 Found\r\nLocation: http://elsewhere.example/x\r\nContent-Length: 0\r\n\r\n", closes: true).ReadAllAsync(Wanted, 100, CancellationToken.None));
        Assert.Equal(new ServerFault.Redirected(302, "elsewhere.example"), Assert.IsType<ServerFailed>(redirect.Problem).Fault);
    }

    private RestStore Serve(string answer, bool closes, string? later = null)
    {
        _ = AnswerAsync(answer, closes, later);
        // Short where silence is what is tested; elsewhere a busy machine must not be taken for a silent server.
        var patience = closes ? TimeSpan.FromMinutes(1) : TimeSpan.FromSeconds(1);
        return new RestStore(_http, new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/"), patience, TimeProvider.System);
    }

    private async Task AnswerAsync(string answer, bool closes, string? later)
    {
        var open = new List<Socket>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_end.Token);
                open.Add(socket);
                await socket.ReceiveAsync(new byte[4096], _end.Token);
                var text = Interlocked.Increment(ref _answered) > 1 && later is not null ? later : answer;
                await socket.SendAsync(Encoding.ASCII.GetBytes(text), _end.Token);
                if (closes)
                    socket.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception cause) when (cause is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            open.ForEach(socket => socket.Dispose());
        }
    }
}
