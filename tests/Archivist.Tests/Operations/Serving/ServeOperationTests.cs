using Archivist.Operations.Serving;
using Archivist.Platform.Problems;

namespace Archivist.Tests.Operations.Serving;

public sealed class ServeOperationTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_repository_is_served_without_its_password_until_it_is_stopped()
    {
        await _bench.AddRepositoryAsync();
        using var stop = new CancellationTokenSource();
        var request = new ServeRequest { Archive = _bench.Access, Listen = "127.0.0.1:8000", Serving = _ => stop.Cancel() };

        var result = await new ServeOperation(_bench.Environment).RunAsync(request, new TestKit.RecordedEvents(), stop.Token);

        Assert.Same(_bench.Stores[Bench.Here], _bench.Server.Served);
        Assert.Equal(("http://127.0.0.1:8000/", _bench.Stores[Bench.Here].Location), (result.Address, result.Location));
    }

    [Fact]
    public async Task A_place_without_a_repository_is_not_served()
    {
        var request = new ServeRequest { Archive = _bench.Access, Listen = "127.0.0.1:8000", Serving = _ => Assert.Fail("it was served") };

        var failure = await Assert.ThrowsAsync<ArchivistException>(() => new ServeOperation(_bench.Environment).RunAsync(request, _bench.Events, CancellationToken.None));

        Assert.Equal(Failure.RepositoryMissing, failure.Failure);
    }
}
