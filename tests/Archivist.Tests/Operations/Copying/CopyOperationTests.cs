using Archivist.Operations.Copying;
using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Tests.Operations.Copying;

public sealed class CopyOperationTests : IDisposable
{
    private const string There = "/memory/there";
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Bench _bench = new();
    private readonly List<CopiedSnapshot> _copied = [];

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Snapshots_are_copied_once()
    {
        await _bench.AddRepositoryAsync();
        await Bench.AddSnapshotAsync(await _bench.AddRepositoryAsync(There), "other");
        var request = new CopyRequest { Archive = _bench.Access, From = There, Copied = _copied.Add };

        var planned = await RunAsync(request with { IsDryRun = true });
        Assert.All(_copied, copied => Assert.Null(copied.Copy));
        Assert.Equal(1, _bench.Count(ObjectKind.Snapshot));
        _copied.Clear();
        var done = await RunAsync(request);
        var again = await RunAsync(request);

        Assert.Equal(planned with { IsDryRun = false }, done);
        Assert.Equal((2, 2), (done.Copied, _copied.Count));
        Assert.All(_copied, copied => Assert.NotNull(copied.Copy));
        Assert.Equal((0, 2), (again.Copied, again.Present));
        Assert.Equal(3, _bench.Count(ObjectKind.Snapshot));
        Assert.Equal((0, 0), (_bench.Count(ObjectKind.Lock), _bench.Count(ObjectKind.Lock, There)));
    }

    [Fact]
    public async Task A_place_without_a_repository_is_refused()
    {
        await _bench.AddRepositoryAsync();

        var failure = await Assert.ThrowsAsync<ArchivistException>(() => RunAsync(new CopyRequest { Archive = _bench.Access, From = There, Copied = _copied.Add }));

        Assert.Equal(Failure.RepositoryMissing, failure.Failure);
    }

    private Task<CopyResult> RunAsync(CopyRequest request) => new CopyOperation(_bench.Environment).RunAsync(request, _bench.Events, None);
}
