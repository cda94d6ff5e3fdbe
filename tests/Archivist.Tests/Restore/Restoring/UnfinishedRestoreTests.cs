using Archivist.Capture;
using Archivist.Capture.Capturing;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;
using Archivist.Restore;
using Archivist.Restore.Restoring;
using Archivist.TestKit;

namespace Archivist.Tests.Restore.Restoring;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class UnfinishedRestoreTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TemporaryFolder _folder = new();

    public UnfinishedRestoreTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "files are restored on Linux only so far");

    [Fact]
    public void The_name_of_an_unfinished_file_fits_into_a_directory()
    {
        Assert.Equal("a.incomplete", RestoredEntry.UnfinishedName(FileName.Of("a"), isTaken: false).ToString());
        var longest = RestoredEntry.UnfinishedName(FileName.Of(new string('x', 255)), isTaken: false);
        Assert.Equal(255, longest.Bytes.Length);
        Assert.True(longest.Bytes.EndsWith(".incomplete"u8));
        Assert.NotEqual(longest, RestoredEntry.UnfinishedName(FileName.Of(new string('x', 254)), isTaken: false));
    }

    [Fact]
    public async Task Files_whose_names_end_like_unfinished_ones_come_back()
    {
        var (repository, snapshot) = await CaptureAsync(("a", "one"), ("a.incomplete", "two"), ("empty", ""));
        await RestoreAsync(repository, snapshot);
        Assert.Equal(["a", "a.incomplete", "empty"], Directory.GetFiles(_folder["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("one", await File.ReadAllTextAsync(_folder["out/a"], None));
        Assert.Equal("two", await File.ReadAllTextAsync(_folder["out/a.incomplete"], None));
    }

    [Fact]
    public async Task A_stopped_delta_is_taken_up_where_it_ended()
    {
        var (repository, snapshot) = await CaptureAsync(("a", "the new content"));
        Directory.CreateDirectory(_folder["out"]);
        await File.WriteAllTextAsync(_folder["out/a.incomplete"], "the new cont", None);
        await RestoreAsync(repository, snapshot, request => request with { Delta = true });
        Assert.Equal("the new content", await File.ReadAllTextAsync(_folder["out/a"], None));
        Assert.False(File.Exists(_folder["out/a.incomplete"]));
    }

    [Fact]
    public async Task Nothing_is_deleted_beside_the_folders_that_were_captured()
    {
        var (repository, snapshot) = await CaptureAsync(("a", "x"));
        var captured = _folder["out"] + _folder["source"];
        Directory.CreateDirectory(captured);
        await File.WriteAllTextAsync(captured + "/extra", "x", None);
        await File.WriteAllTextAsync(Path.GetDirectoryName(captured) + "/beside", "x", None);
        await RestoreAsync(repository, snapshot, request => request with { Deletes = true, Folder = "" });
        Assert.False(File.Exists(captured + "/extra"));
        Assert.True(File.Exists(Path.GetDirectoryName(captured) + "/beside"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/proc/self/root")]
    [InlineData("/proc/../")]
    public async Task The_root_is_not_cleaned_under_any_name(string root)
    {
        var (repository, snapshot) = await CaptureAsync(("a", "x"));
        var request = new RestoreOptions { Snapshot = snapshot, Target = root, Deletes = true, IsDryRun = true };
        var refused = await Assert.ThrowsAsync<ArchivistException>(() => new SnapshotRestore(repository, request, null).RunAsync(None));
        Assert.Equal(Failure.Usage, refused.Failure);
    }

    [Fact]
    public async Task A_restore_into_the_repository_is_refused_through_a_link_too()
    {
        var (repository, snapshot) = await CaptureAsync(("a", "x"));
        Directory.CreateDirectory(_folder["own/data"]);
        Directory.CreateSymbolicLink(_folder["link"], _folder["own"]);
        var request = new RestoreOptions { Snapshot = snapshot, Target = _folder["link/data/new"], Own = [new OwnFolder(_folder["own"], OwnFolderKind.Repository)] };
        await Assert.ThrowsAsync<ArchivistException>(() => new SnapshotRestore(repository, request, null).RunAsync(None));
        Assert.False(Directory.Exists(_folder["own/data/new"]));
    }

    [Fact]
    public async Task The_repository_is_not_deleted_though_the_snapshot_does_not_have_it()
    {
        var (repository, snapshot) = await CaptureAsync(("a", "x"));
        Directory.CreateDirectory(_folder["out/deep/own"]);
        var request = new RestoreOptions { Snapshot = snapshot, Folder = _folder["source"], Target = _folder["out"], Deletes = true, Own = [new OwnFolder(_folder["out/deep/own"], OwnFolderKind.Repository)] };
        var result = await new SnapshotRestore(repository, request, null).RunAsync(None);
        Assert.True(Directory.Exists(_folder["out/deep/own"]));
        Assert.Single(result.Problems);
    }

    public void Dispose() => _folder.Dispose();

    private async Task RestoreAsync(IndexedRepository repository, Snapshot snapshot, Func<RestoreOptions, RestoreOptions>? with = null)
    {
        var request = new RestoreOptions { Snapshot = snapshot, Folder = _folder["source"], Target = _folder["out"] };
        Assert.Empty((await new SnapshotRestore(repository, with is null ? request : with(request), null).RunAsync(None)).Problems);
    }

    private async Task<(IndexedRepository, Snapshot)> CaptureAsync(params (string Path, string Content)[] files)
    {
        Directory.CreateDirectory(_folder["source"]);
        foreach (var (path, content) in files)
            await File.WriteAllTextAsync(_folder["source/" + path], content, None);
        var repository = await (await SealedRepository.CreateAsync(new MemoryStore(), SampleRepository.Password, SampleRepository.Who, TimeProvider.System, None)).LoadIndexAsync(None);
        var request = new CaptureOptions { Sources = [_folder["source"] + "/."], Who = SampleRepository.Who, ProgramVersion = "test" };
        return (repository, (await new SnapshotCapture(repository, request, TimeProvider.System, null).RunAsync(None)).Snapshot);
    }
}
