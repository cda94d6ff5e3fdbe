using Archivist.Capture;
using Archivist.Capture.Capturing;
using Archivist.Capture.Problems;
using Archivist.Capture.Selecting;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Opening;
using Archivist.Repository.Patterns;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Trees;
using Archivist.Repository.Walking;
using Archivist.TestKit;

namespace Archivist.Tests.Capture.Capturing;

public sealed class MadeUpFolderTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly ScratchFolder _folder = new();

    public MadeUpFolderTests() => _folder.Write("source/file", "content");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_stands_beside_the_sources_with_its_directories()
    {
        var repository = await CreateAsync();
        var taken = await CaptureAsync(repository, Folder("one"));
        Assert.Equal(2, taken.MadeUpFiles);
        Assert.Equal([_folder.At("source")], taken.Snapshot.Paths);
        var paths = (await ListAsync(repository, taken.Snapshot)).Keys;
        Assert.Contains("/made/top", paths);
        Assert.Contains("/made/below/inside", paths);
        Assert.Contains(_folder.At("source", "file"), paths);
    }

    [Fact]
    public async Task Files_that_stay_the_same_keep_their_times_and_make_the_same_tree()
    {
        var repository = await CreateAsync();
        var first = (await CaptureAsync(repository, Folder("one"))).Snapshot;
        var second = (await CaptureAsync(repository, Folder("one"), first)).Snapshot;
        var (one, two) = (await ListAsync(repository, first), await ListAsync(repository, second));
        Assert.Equal((one["/made"].Subtree, one["/made"].ModifiedAt), (two["/made"].Subtree, two["/made"].ModifiedAt));
        var third = (await CaptureAsync(repository, Folder("two"), second)).Snapshot;
        var (before, after) = (two, await ListAsync(repository, third));
        Assert.Equal(before["/made/top"].ModifiedAt, after["/made/top"].ModifiedAt);
        Assert.NotEqual(before["/made/below/inside"].ModifiedAt, after["/made/below/inside"].ModifiedAt);
        Assert.NotEqual(before["/made"].ModifiedAt, after["/made"].ModifiedAt);
    }

    [Fact]
    public async Task A_parent_without_it_does_not_stand_for_it()
    {
        var repository = await CreateAsync();
        var without = (await CaptureAsync(repository, null)).Snapshot;
        Assert.Contains("/made/top", (await ListAsync(repository, (await CaptureAsync(repository, Folder("one"), without)).Snapshot)).Keys);
    }

    [Fact]
    public async Task A_source_in_its_place_is_refused()
    {
        var place = _folder.Path.Split('/')[1];
        var failure = await Assert.ThrowsAsync<ArchivistException>(async () => await CaptureAsync(await CreateAsync(), new MadeUpFolder(FileName.Of(place), [new MadeUpFile("file", default)])));
        Assert.Equal(new MadeUpFolderTaken("/" + place, _folder.At("source")), failure.Problem);
    }

    [Fact]
    public async Task Where_the_root_is_a_source_a_directory_of_its_name_is_refused()
    {
        var failure = await Assert.ThrowsAsync<ArchivistException>(async () => await CaptureAsync(await CreateAsync(), new MadeUpFolder(FileName.Of("proc"), [new MadeUpFile("file", default)]), source: "/"));
        Assert.Equal(new MadeUpFolderTaken("/proc", "/"), failure.Problem);
    }

    [Fact]
    public async Task An_excluded_directory_of_its_name_gives_way()
    {
        var repository = await CreateAsync();
        var options = new CaptureOptions
        {
            Sources = ["/"],
            MadeUp = new MadeUpFolder(FileName.Of("proc"), [new MadeUpFile("file", default)]),
            Selection = new SourceSelection { Excludes = PathPatterns.Parse(["/*"]) },
            Who = SampleRepository.Who,
            ProgramVersion = "test",
        };
        var taken = await new SnapshotCapture(repository, options, TimeProvider.System, null).RunAsync(None);
        Assert.Equal(["/proc", "/proc/file"], (await ListAsync(repository, taken.Snapshot)).Keys.Order());
    }

    private static MadeUpFolder Folder(string text) =>
        new(FileName.Of("made"), [new MadeUpFile("below/inside", System.Text.Encoding.UTF8.GetBytes(text)), new MadeUpFile("top", "always the same"u8.ToArray())]);

    private static async Task<IndexedRepository> CreateAsync() =>
        await (await SealedRepository.CreateAsync(new MemoryStore(), SampleRepository.Password, SampleRepository.Who, TimeProvider.System, None)).LoadIndexAsync(None);

    private static async Task<Dictionary<string, Node>> ListAsync(IndexedRepository repository, Snapshot snapshot)
    {
        var found = new Dictionary<string, Node>(StringComparer.Ordinal);
        await foreach (var entry in SnapshotTree.ListAsync(repository, snapshot.Tree, [], None))
            found[PathText.Of(entry.Path)] = entry.Node;
        return found;
    }

    private async Task<CaptureOutcome> CaptureAsync(IndexedRepository repository, MadeUpFolder? madeUp, Snapshot? parent = null, string? source = null)
    {
        var options = new CaptureOptions { Sources = [source ?? _folder.At("source")], MadeUp = madeUp, Parent = parent, Who = SampleRepository.Who, ProgramVersion = "test" };
        return await new SnapshotCapture(repository, options, TimeProvider.System, null).RunAsync(None);
    }
}
