using Archivist.Operations.Archives;
using Archivist.Operations.Capturing;
using Archivist.Operations.Listing;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;
using Archivist.Repository.Patterns;
using Archivist.Repository.Retention;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Statistics;
using Archivist.Repository.Stores;
using Archivist.Restore.Comparing;
using Archivist.Restore.Finding;
using Archivist.TestKit;

namespace Archivist.Tests.Operations.Listing;

public sealed class ListingTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Bench _bench = new();
    private readonly List<string> _found = [];

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Snapshots_are_listed_and_the_latest_of_each_group_alone_where_that_is_asked_for()
    {
        var (_, newer) = await AddTwoAsync();
        var operation = new SnapshotsOperation(_bench.Environment);

        var all = await operation.RunAsync(new SnapshotsRequest { Archive = _bench.Access }, _bench.Events, None);
        var latest = await operation.RunAsync(new SnapshotsRequest { Archive = _bench.Access, Latest = 1, Grouping = SnapshotGrouping.Default }, _bench.Events, None);

        Assert.Equal((2, 1), (all.Snapshots.Count, all.Groups.Count));
        Assert.Equal(newer.Id, Assert.Single(latest.Snapshots).Id);
        Assert.Equal("testhost", Assert.Single(latest.Groups).Host);
    }

    [Fact]
    public async Task A_snapshot_that_cannot_be_read_is_counted_and_warned_of()
    {
        var (older, _) = await AddTwoAsync();
        _bench.Stores[Bench.Here].Objects[new ObjectName(ObjectKind.Snapshot, older.Id.Value)][40] ^= 1;

        var result = await new SnapshotsOperation(_bench.Environment).RunAsync(new SnapshotsRequest { Archive = _bench.Access }, _bench.Events, None);

        Assert.Equal((1, 1), (result.Snapshots.Count, result.PassedOver));
        Assert.Single(_bench.Events.Warnings);
    }

    [Fact]
    public async Task The_entries_of_a_snapshot_are_found_one_by_one()
    {
        await AddTwoAsync();
        var operation = new ListEntriesOperation(_bench.Environment);
        var request = new ListEntriesRequest { Archive = _bench.Access, Snapshot = SnapshotReference.Parse("latest"), Found = entry => _found.Add(entry.DisplayPath) };

        await operation.RunAsync(request, _bench.Events, None);
        await operation.RunAsync(request with { Path = "/hello" }, _bench.Events, None);
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => operation.RunAsync(request with { Path = "/missing" }, _bench.Events, None));

        Assert.Equal(["/hello", "/hello"], _found);
        Assert.Equal(Failure.Usage, failure.Failure);
    }

    [Fact]
    public async Task Every_state_of_a_path_is_found_once()
    {
        await AddTwoAsync();
        var request = new ListStatesRequest
        {
            Archive = _bench.Access, Path = "/hello", StateFound = _ => _found.Add("state"),
            Found = (_, entry) => _found.Add(entry.DisplayPath), FoundBefore = _ => _found.Add("again"),
        };

        var result = await new ListStatesOperation(_bench.Environment).RunAsync(request, _bench.Events, None);
        var none = await new ListStatesOperation(_bench.Environment).RunAsync(request with { Path = "/missing" }, _bench.Events, None);

        Assert.Equal((2, 0), (result.States, none.States));
        Assert.Equal(["state", "/hello", "state", "/hello"], _found);
    }

    [Fact]
    public async Task Entries_are_found_by_patterns_in_the_snapshots_that_are_named()
    {
        var (older, newer) = await AddTwoAsync();
        var request = new FindEntriesRequest
        {
            Archive = _bench.Access, Patterns = PathPatterns.Parse(["hel*"]), Found = (snapshot, entry) => _found.Add($"{snapshot.Id} {entry.DisplayPath}"),
        };

        var all = await new FindEntriesOperation(_bench.Environment).RunAsync(request, _bench.Events, None);
        var one = await new FindEntriesOperation(_bench.Environment).RunAsync(
            request with { Snapshots = new SnapshotChoice { Named = ["latest"] } }, _bench.Events, None);

        Assert.Equal((2, 1), (all.Found, one.Found));
        Assert.Equal([$"{older.Id} /hello", $"{newer.Id} /hello", $"{newer.Id} /hello"], _found);
    }

    [Fact]
    public async Task The_entries_of_a_tree_are_found_by_its_id()
    {
        var (older, _) = await AddTwoAsync();
        FoundObject? found = null;
        var request = new FindObjectsRequest { Archive = _bench.Access, Kind = SoughtObject.Tree, Ids = [older.Tree.ToString()], Found = one => found = one };

        var result = await new FindObjectsOperation(_bench.Environment).RunAsync(request, _bench.Events, None);

        Assert.Equal(1, result.Found);
        Assert.True(found is { IsTree: true, Pack: not null });
        Assert.Equal((older.Tree, older.Id), (found.Id, found.Snapshot.Id));
    }

    [Fact]
    public async Task All_versions_of_a_path_are_found()
    {
        await AddTwoAsync();
        var request = new FindVersionsRequest { Archive = _bench.Access, Paths = ["/hello", "/missing"], Found = (_, versions) => _found.Add($"{versions.Count}") };

        var result = await new FindVersionsOperation(_bench.Environment).RunAsync(request, _bench.Events, None);

        Assert.Equal(2, result.Found);
        Assert.Equal(["2", "0"], _found);
    }

    [Fact]
    public async Task Two_snapshots_are_compared()
    {
        var (older, newer) = await AddTwoAsync();
        var changes = new List<TreeChange>();
        var request = new DiffRequest
        {
            Archive = _bench.Access, Before = SnapshotReference.Parse(older.Id.ToString()), After = SnapshotReference.Parse("latest"), Found = changes.Add,
        };

        var result = await new DiffOperation(_bench.Environment).RunAsync(request, _bench.Events, None);

        Assert.Equal("M", Assert.Single(changes).Mark);
        Assert.Equal(1, result.Statistics.ChangedFiles);
        Assert.Equal((older.Id, newer.Id), (result.Before.Id, result.After.Id));
    }

    [Fact]
    public async Task A_snapshot_is_compared_with_the_directory_of_the_same_path()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "files are compared on Linux only so far");
        await _bench.AddRepositoryAsync();
        var file = _bench.Folder.Write("there/hello", "other");
        await new CaptureOperation(_bench.Environment).RunAsync(
            new CaptureRequest { Archive = _bench.Access, Sources = [_bench.Folder.At("there")], Time = GoTime.From(_bench.Clock.GetUtcNow()) }, _bench.Events, None);
        var request = new DirectoryDiffRequest { Archive = _bench.Access, Snapshot = SnapshotReference.Parse("latest"), Directory = _bench.Folder.At("there") };
        var operation = new DirectoryDiffOperation(_bench.Environment);

        var same = await operation.RunAsync(request, _bench.Events, None);
        await File.WriteAllTextAsync(file, "othex", None);
        var changed = await operation.RunAsync(request, _bench.Events, None);
        var failure = await Assert.ThrowsAsync<ArchivistException>(
            () => operation.RunAsync(request with { Directory = _bench.Folder.At("missing") }, _bench.Events, None));

        Assert.Equal((1, 5L), (same.Comparison.Files, same.Comparison.Bytes));
        Assert.Empty(same.Comparison.Differences);
        Assert.Contains(changed.Comparison.Differences, difference => difference.Difference is EntryDifference.OtherContent);
        Assert.Equal(Failure.Usage, failure.Failure);
    }

    [Fact]
    public async Task What_snapshots_hold_is_counted()
    {
        await AddTwoAsync();
        var operation = new StatisticsOperation(_bench.Environment);

        var all = await operation.RunAsync(new StatisticsRequest { Archive = _bench.Access }, _bench.Events, None);
        var latest = await operation.RunAsync(
            new StatisticsRequest { Archive = _bench.Access, Mode = StatisticsMode.RestoreSize, Snapshots = new SnapshotChoice { Named = ["latest"] } }, _bench.Events, None);

        Assert.Equal((2, SampleRepository.Content.Length + 5), (all.Counted.Snapshots, all.Counted.Bytes));
        Assert.Equal((1, 5L), (latest.Counted.Snapshots, latest.Counted.Bytes));
    }

    private async Task<(Snapshot Older, Snapshot Newer)> AddTwoAsync()
    {
        var repository = await _bench.AddRepositoryAsync();
        var newer = await Bench.AddSnapshotAsync(repository, "other");
        return ((await repository.ListSnapshotsAsync(None)).Single(snapshot => snapshot.Id != newer.Id), newer);
    }
}
