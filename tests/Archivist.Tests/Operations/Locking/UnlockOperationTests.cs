using Archivist.Operations.Locking;
using Archivist.Repository.Locks;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Operations.Locking;

public sealed class UnlockOperationTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Bench _bench = new();
    private readonly List<ObjectName> _removed = [];

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_lock_in_use_is_removed_only_where_all_are_asked_for()
    {
        var repository = await _bench.AddRepositoryAsync();
        await using var held = await RepositoryLock.AcquireAsync(repository, new LockRequest { Who = SampleRepository.Who }, _bench.Clock, None);

        Assert.Equal(0, (await RunAsync(Request())).Removed);
        Assert.Equal(1, (await RunAsync(Request() with { RemovesAll = true, IsDryRun = true })).Removed);
        Assert.Equal(1, _bench.Count(ObjectKind.Lock));
        Assert.Equal(1, (await RunAsync(Request() with { RemovesAll = true })).Removed);

        Assert.Equal(0, _bench.Count(ObjectKind.Lock));
        Assert.Equal(2, _removed.Count);
    }

    private UnlockRequest Request() => new() { Archive = _bench.Access, Removed = (name, _) => _removed.Add(name) };

    private Task<UnlockResult> RunAsync(UnlockRequest request) => new UnlockOperation(_bench.Environment).RunAsync(request, _bench.Events, None);
}
