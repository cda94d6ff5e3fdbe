using System.Net;
using Archivist.App.Web;
using Archivist.Operations.Events;
using Archivist.Platform.Problems;
using Archivist.Replicas.Problems;
using Archivist.Replicas.Stores.Rest;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Replicas;

public sealed class RestStoreTests : IAsyncLifetime
{
    private readonly MemoryStore _behind = new();
    private readonly HttpClient _http = new();
    private IServedStore _server = null!;
    private RestStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await RestServer.StartAsync(_behind, "127.0.0.1:0", CancellationToken.None);
        _store = new RestStore(_http, new Uri(_server.Address));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _http.Dispose();
    }

    [Fact]
    public async Task Objects_ranges_and_listings_come_through_unchanged()
    {
        var bytes = new byte[300_000];
        new Random(2).NextBytes(bytes);
        var name = new ObjectName(ObjectKind.Pack, Digest.Of(bytes));
        await _behind.PutAsync(name, new BytesContent(bytes), CancellationToken.None);

        Assert.Equal(bytes, await _store.ReadAllAsync(name, bytes.Length, CancellationToken.None));
        var part = new byte[1000];
        await _store.ReadRangeAsync(name, 12_345, part, CancellationToken.None);
        Assert.Equal(bytes[12_345..13_345], part);
        Assert.Equal(new StoredObject(name, bytes.Length), Assert.Single(await _store.ListSortedAsync(ObjectKind.Pack, CancellationToken.None)));
        Assert.Equal(bytes.Length, await _store.FindLengthAsync(name, CancellationToken.None));
    }

    [Fact]
    public async Task A_missing_object_and_a_range_beyond_the_end_are_told_apart()
    {
        var name = new ObjectName(ObjectKind.Pack, Digest.Of("abc"u8));
        await Assert.ThrowsAsync<ObjectMissingException>(() => _store.ReadAllAsync(name, 100, CancellationToken.None));
        await _behind.PutAsync(name, new BytesContent("abc"u8.ToArray()), CancellationToken.None);
        await Assert.ThrowsAsync<EndOfStreamException>(() => _store.ReadRangeAsync(name, 10, new byte[5], CancellationToken.None));
    }

    [Fact]
    public async Task Writing_to_our_server_is_refused_with_a_clear_failure()
    {
        var name = new ObjectName(ObjectKind.Pack, Digest.Of("abc"u8));
        var failure = await Assert.ThrowsAsync<ArchivistException>(
            () => _store.PutAsync(name, new BytesContent("abc"u8.ToArray()), CancellationToken.None));
        Assert.Equal(new ServerFault.Status(403), Assert.IsType<ServerFailed>(failure.Problem).Fault);
        Assert.Empty(_behind.Objects);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("data/..%2f..%2fetc%2fpasswd")]
    [InlineData("keys/notahash")]
    [InlineData("nothing")]
    public async Task Paths_outside_the_protocol_are_not_found(string path)
    {
        using var response = await _http.GetAsync(new Uri(_server.Address + path));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_an_unreachable_replica_and_its_password_is_not_shown()
    {
        var store = new RestStore(_http, new Uri("http://user:canary@127.0.0.1:9/"));
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => store.FindLengthAsync(ObjectName.Configuration, CancellationToken.None));
        Assert.Equal(Failure.TooFewReplicas, failure.Failure);
        Assert.DoesNotContain("canary", failure.ToString(), StringComparison.Ordinal);
    }
}
