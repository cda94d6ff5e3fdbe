using Archivist.Operations.Archives;
using Archivist.Operations.Tagging;
using Archivist.Repository.Tagging;

namespace Archivist.Tests.Operations.Tagging;

public sealed class TagOperationTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Bench _bench = new();
    private readonly List<TaggedSnapshot> _tagged = [];

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Tags_are_added_to_the_snapshots_that_are_chosen()
    {
        var repository = await _bench.AddRepositoryAsync();
        await Bench.AddSnapshotAsync(repository, "other");
        var request = new TagRequest
        {
            Archive = _bench.Access, Snapshots = new SnapshotChoice { Named = ["latest"] }, Change = new TagChange(null, ["keep"], []), Tagged = _tagged.Add,
        };

        var planned = await RunAsync(request with { IsDryRun = true });
        Assert.Null(Assert.Single(_tagged).Written);
        var done = await RunAsync(request);
        var again = await RunAsync(request);

        Assert.Equal((1, 1, 0), (planned.Changed, done.Changed, again.Changed));
        var snapshots = await (await _bench.OpenAsync()).ListSnapshotsAsync(None);
        Assert.Equal(_tagged[^1].Written!.Id, Assert.Single(snapshots, snapshot => snapshot.Tags.Contains("keep")).Id);
        Assert.Equal(2, snapshots.Count);
    }

    private Task<TagResult> RunAsync(TagRequest request) => new TagOperation(_bench.Environment).RunAsync(request, _bench.Events, None);
}
