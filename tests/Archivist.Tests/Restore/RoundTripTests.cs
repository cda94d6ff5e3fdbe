using System.Runtime.Versioning;
using System.Text;
using Archivist.Capture;
using Archivist.Capture.Capturing;
using Archivist.Messages.English;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Patterns;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;
using Archivist.Repository.Trees;
using Archivist.Repository.Writing;
using Archivist.Restore;
using Archivist.Restore.Comparing;
using Archivist.Restore.Restoring;
using Archivist.TestKit;

namespace Archivist.Tests.Restore;

[UnsupportedOSPlatform("windows")]
public sealed class RoundTripTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TemporaryFolder _folder = new();

    public RoundTripTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "files are captured on Linux only so far");

    [Fact]
    public async Task What_was_captured_comes_back_and_compares_equal()
    {
        var source = MakeTree();
        var (repository, snapshot) = await CaptureAsync(source, null);
        var result = await RestoreAsync(repository, snapshot, "out");
        Assert.Empty(result.Problems);
        Assert.Empty((await new SnapshotComparison(repository).RunAsync(snapshot, _folder["out"], None)).Differences);
        Assert.Equal("hello", await File.ReadAllTextAsync(_folder["out"] + source + "/a/file", None));
        Assert.Equal("file", new FileInfo(_folder["out"] + source + "/a/link").LinkTarget);
    }

    [Fact]
    public async Task Every_kind_of_difference_is_told()
    {
        var source = MakeTree();
        var (repository, snapshot) = await CaptureAsync(source, null);
        await RestoreAsync(repository, snapshot, "out");
        var restored = _folder["out"] + source;
        var file = restored + "/a/file";
        var modified = File.GetLastWriteTimeUtc(file);
        await File.WriteAllTextAsync(file, "hellO", None);
        File.SetLastWriteTimeUtc(file, modified);
        File.SetUnixFileMode(restored + "/b/large", UnixFileMode.UserRead);
        File.Delete(restored + "/a/link");
        await File.WriteAllTextAsync(restored + "/b/extra", "", None);

        var said = string.Join('\n', (await new SnapshotComparison(repository).RunAsync(snapshot, _folder["out"], None)).Differences
            .Select(difference => $"{difference.Path} {DifferenceText.Of(difference.Difference)}"));
        foreach (var words in new[] { "/a/file", "other content", "mode 0400", "/a/link", "is missing", "/b/extra", "is not in the snapshot" })
            Assert.Contains(words, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_summary_of_a_snapshot_says_how_much_was_stored_for_it()
    {
        var (repository, snapshot) = await CaptureAsync(MakeTree(), null);
        var stored = Assert.Single(await repository.Repository.ListSnapshotsAsync(None));
        Assert.Equal(snapshot.Id, stored.Id);
        using var summary = System.Text.Json.JsonDocument.Parse(stored.Summary);
        var packs = await repository.Repository.Store.ListSortedAsync(ObjectKind.Pack, None);
        Assert.Equal(packs.Sum(pack => pack.Length), summary.RootElement.GetProperty("data_added_packed").GetInt64());
        Assert.True(summary.RootElement.GetProperty("data_added").GetInt64() > 0);
    }

    [Fact]
    public async Task An_unchanged_file_is_not_read_again_and_a_changed_one_is()
    {
        var source = MakeTree();
        var (repository, first) = await CaptureAsync(source, null);
        await File.AppendAllTextAsync(source + "/a/file", "!", None);
        var result = await TakeAsync(repository, source, first);
        Assert.Equal(2, result.Totals.UnchangedFiles);
        Assert.Equal(1, result.Totals.Written.NewDataBlobs);
        await RestoreAsync(repository, result.Snapshot, "out");
        Assert.Equal("hello!", await File.ReadAllTextAsync(_folder["out"] + source + "/a/file", None));
    }

    [Fact]
    public async Task Only_what_was_asked_for_is_restored()
    {
        var source = MakeTree();
        var (repository, snapshot) = await CaptureAsync(source, null);
        var request = new RestoreOptions { Snapshot = snapshot, Target = _folder["out"], Selection = new RestoreSelection { Includes = PathPatterns.Parse([source + "/a"]) } };
        await new SnapshotRestore(repository, request, null).RunAsync(None);
        Assert.True(File.Exists(_folder["out"] + source + "/a/file"));
        Assert.False(Directory.Exists(_folder["out"] + source + "/b"));

        var missing = request with { Selection = new RestoreSelection { Includes = PathPatterns.Parse([source + "/not-there"]) } };
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => new SnapshotRestore(repository, missing, null).RunAsync(None));
        Assert.Equal(Failure.Usage, failure.Failure);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData(".")]
    public async Task A_name_that_would_leave_the_target_is_refused(string name)
    {
        var (repository, _) = await CaptureAsync(MakeTree(), null);
        var hostile = await StoreAsync(repository, [new Node { Name = FileName.Of(name), Type = NodeType.File }]);
        var result = await RestoreAsync(repository, hostile, "deep/out");
        Assert.Equal(Failure.Tampering, result.Failure);
        Assert.Empty(Directory.GetFileSystemEntries(_folder["deep/out"]));
        Assert.Single(Directory.GetFileSystemEntries(_folder["deep"]));
    }

    [Fact]
    public async Task A_link_in_a_snapshot_is_never_written_through()
    {
        var outside = _folder["outside"];
        Directory.CreateDirectory(outside);
        var (repository, _) = await CaptureAsync(MakeTree(), null);
        BlobId inner;
        await using (var writer = repository.BeginWrite(PackSizing.Default))
        {
            inner = await writer.AddTreeAsync([new Node { Name = FileName.Of("evil"), Type = NodeType.File }], None);
            await writer.CommitAsync(new Snapshot { Time = default, Tree = inner, Paths = ["/x"] }, None);
        }

        var hostile = await StoreAsync(
            repository,
            [
                new Node { Name = FileName.Of("x"), Type = NodeType.SymbolicLink, LinkTarget = Encoding.UTF8.GetBytes(outside) },
                new Node { Name = FileName.Of("x"), Type = NodeType.Directory, Subtree = inner },
            ]);
        var result = await RestoreAsync(repository, hostile, "out");
        Assert.NotEqual(Failure.None, result.Failure);
        Assert.Empty(Directory.GetFileSystemEntries(outside));
    }

    [Fact]
    public async Task A_damaged_piece_leaves_no_file_under_its_name_and_the_rest_comes_back()
    {
        var store = new MemoryStore();
        var source = MakeTree();
        var (repository, snapshot) = await CaptureAsync(source, store);
        var tree = snapshot.Tree;
        foreach (var part in source.Split('/', StringSplitOptions.RemoveEmptyEntries).Append("b"))
            tree = (await repository.ReadTreeAsync(tree, None)).First(node => node.Name == FileName.Of(part)).Subtree!.Value;
        var large = (await repository.ReadTreeAsync(tree, None)).First(node => node.Name == FileName.Of("large"));
        var (pack, offset, _) = repository.FindData(large.Content[0])!.Value;
        store.Objects[new ObjectName(ObjectKind.Pack, pack.Value)][offset + 40] ^= 1;

        var result = await RestoreAsync(repository, snapshot, "out");
        Assert.Equal(Failure.Tampering, result.Failure);
        Assert.False(File.Exists(_folder["out"] + source + "/b/large"));
        // Where the polynomial cuts nothing off, the damaged piece is all there was.
        Assert.Equal(large.Content.Count > 1, File.Exists(_folder["out"] + source + "/b/large.incomplete"));
        Assert.Equal("hello", await File.ReadAllTextAsync(_folder["out"] + source + "/a/file", None));
    }

    [Fact]
    public async Task Sources_that_do_not_exist_are_an_error_and_partly_missing_ones_are_told()
    {
        var (repository, _) = await CaptureAsync(MakeTree(), null);
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => TakeAsync(repository, _folder["nothing"], null));
        Assert.Equal(Failure.Usage, failure.Failure);

        var request = Request(_folder["source"], null) with { Sources = [_folder["source"], _folder["gone"]] };
        var result = await new SnapshotCapture(repository, request, TimeProvider.System, null).RunAsync(None);
        Assert.Contains("gone", Assert.Single(result.Unreadable).Path, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string MakeTree()
    {
        var source = _folder["source"];
        Directory.CreateDirectory(source + "/a");
        Directory.CreateDirectory(source + "/b/empty");
        File.WriteAllText(source + "/a/file", "hello");
        File.CreateSymbolicLink(source + "/a/link", "file");
        File.WriteAllBytes(source + "/b/nothing", []);
        var large = new byte[3_000_000];
        new Random(5).NextBytes(large);
        File.WriteAllBytes(source + "/b/large", large);
        return source;
    }

    private static CaptureOptions Request(string source, Snapshot? parent) =>
        new() { Sources = [source], Who = SampleRepository.Who, Parent = parent, ProgramVersion = "test" };

    private static Task<CaptureOutcome> TakeAsync(IndexedRepository repository, string source, Snapshot? parent) =>
        new SnapshotCapture(repository, Request(source, parent), TimeProvider.System, null).RunAsync(None);

    private static async Task<Snapshot> StoreAsync(IndexedRepository repository, IEnumerable<Node> nodes)
    {
        await using var writer = repository.BeginWrite(PackSizing.Default);
        var tree = await writer.AddTreeAsync(nodes, None);
        return await writer.CommitAsync(new Snapshot { Time = default, Tree = tree, Paths = ["/x"] }, None);
    }

    private static async Task<(IndexedRepository Repository, Snapshot Snapshot)> CaptureAsync(string source, MemoryStore? store)
    {
        var repository = await SealedRepository.CreateAsync(
            store ?? new MemoryStore(), SampleRepository.Password, SampleRepository.Who, TimeProvider.System, None);
        var indexed = await repository.LoadIndexAsync(None);
        return (indexed, (await TakeAsync(indexed, source, null)).Snapshot);
    }

    private Task<RestoreOutcome> RestoreAsync(IndexedRepository repository, Snapshot snapshot, string target) =>
        new SnapshotRestore(repository, new RestoreOptions { Snapshot = snapshot, Target = _folder[target] }, null).RunAsync(None);
}
