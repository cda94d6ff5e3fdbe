using System.Runtime.Versioning;
using Archivist.Capture;
using Archivist.Capture.Capturing;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Trees;
using Archivist.Repository.Writing;
using Archivist.Restore;
using Archivist.Restore.Comparing;
using Archivist.Restore.Finding;
using Archivist.Restore.Restoring;
using Archivist.TestKit;

namespace Archivist.Tests.Restore;

[UnsupportedOSPlatform("windows")]
public sealed class SelectiveRestoreTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TemporaryFolder _folder = new();

    public SelectiveRestoreTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "files are restored on Linux only so far");

    [Fact]
    public async Task Two_entries_of_one_name_never_lead_outside_the_target()
    {
        var outside = _folder["outside"];
        await File.WriteAllTextAsync(outside, "mine", None);
        File.SetUnixFileMode(outside, UnixFileMode.UserRead);
        var (repository, snapshot) = await StoreAsync(
            new Node { Name = FileName.Of("x"), Type = NodeType.File, Permissions = 0x1FF },
            new Node { Name = FileName.Of("x"), Type = NodeType.SymbolicLink, LinkTarget = System.Text.Encoding.UTF8.GetBytes(outside) });
        var result = await new SnapshotRestore(repository, new RestoreOptions { Snapshot = snapshot, Target = _folder["out"] }, null).RunAsync(None);
        Assert.Equal(Failure.Tampering, result.Failure);
        Assert.Equal(UnixFileMode.UserRead, File.GetUnixFileMode(outside));
        Assert.Equal("mine", await File.ReadAllTextAsync(outside, None));
    }

    [Theory]
    [InlineData(OverwritePolicy.Always, "new", "new")]
    [InlineData(OverwritePolicy.Never, "old", "old")]
    [InlineData(OverwritePolicy.IfNewer, "new", "old")]
    [InlineData(OverwritePolicy.IfChanged, "new", "new")]
    public async Task What_is_there_is_treated_as_asked(OverwritePolicy policy, string older, string younger)
    {
        var (repository, snapshot) = await CaptureAsync(("older", "new"), ("younger", "new"));
        Directory.CreateDirectory(_folder["out"]);
        foreach (var name in new[] { "older", "younger" })
        {
            await File.WriteAllTextAsync(_folder["out/" + name], "old", None);
            File.SetLastWriteTimeUtc(_folder["out/" + name], name == "older" ? new DateTime(2001, 1, 1) : new DateTime(2099, 1, 1));
        }

        var request = new RestoreOptions { Snapshot = snapshot, Folder = _folder["source"], Target = _folder["out"], Overwrite = policy };
        Assert.Empty((await new SnapshotRestore(repository, request, null).RunAsync(None)).Problems);
        Assert.Equal(older, await File.ReadAllTextAsync(_folder["out/older"], None));
        Assert.Equal(younger, await File.ReadAllTextAsync(_folder["out/younger"], None));
    }

    [Fact]
    public async Task Deleting_stays_inside_the_target_and_follows_no_link()
    {
        var (repository, snapshot) = await CaptureAsync(("kept", "x"), ("folder/kept", "x"));
        Directory.CreateDirectory(_folder["out/folder/extra/deep"]);
        Directory.CreateDirectory(_folder["outside"]);
        await File.WriteAllTextAsync(_folder["outside/file"], "x", None);
        await File.WriteAllTextAsync(_folder["out/folder/extra/deep/file"], "x", None);
        File.CreateSymbolicLink(_folder["out/link"], _folder["outside"]);
        File.CreateSymbolicLink(_folder["out/folder/extra/link"], _folder["outside"]);
        var steps = new List<RestoreStep>();
        var request = new RestoreOptions
        {
            Snapshot = snapshot, Folder = _folder["source"], Target = _folder["out"], Deletes = true, IsDryRun = true, OnStep = steps.Add,
        };
        await new SnapshotRestore(repository, request, null).RunAsync(None);
        Assert.Equal(["/folder/extra", "/link"], steps.Where(step => step.Action is RestoreAction.Delete).Select(step => step.Path).Order());
        Assert.True(File.Exists(_folder["out/folder/extra/deep/file"]));

        var result = await new SnapshotRestore(repository, request with { IsDryRun = false }, null).RunAsync(None);
        Assert.Equal(2, result.Deleted);
        Assert.True(File.Exists(_folder["outside/file"]));
        Assert.Equal(["folder", "kept"], Directory.EnumerateFileSystemEntries(_folder["out"]).Select(path => Path.GetFileName(path)!).Order());
    }

    [Fact]
    public async Task Every_version_of_a_file_is_found_once()
    {
        var (repository, first) = await CaptureAsync(("letter", "one"));
        var same = await TakeAsync(repository);
        await File.WriteAllTextAsync(_folder["source/letter"], "two", None);
        var second = await TakeAsync(repository);
        File.Delete(_folder["source/letter"]);
        var third = await TakeAsync(repository);
        var versions = await new VersionHistory(repository).FollowAsync(_folder["source"] + "/letter", [first, same, second, third], None);
        Assert.Equal([2, 1, 1], versions.Select(version => version.Count));
        Assert.Equal([NodeChange.Added, NodeChange.Content | NodeChange.Metadata, NodeChange.Removed], versions.Select(version => version.Change));
        Assert.Equal(same.Id, versions[0].Last.Id);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<(IndexedRepository, Snapshot)> StoreAsync(params Node[] nodes)
    {
        var repository = await CreateAsync();
        await using var writer = repository.BeginWrite(PackSizing.Default);
        var tree = await writer.AddTreeAsync(nodes, None);
        return (repository, await writer.CommitAsync(new Snapshot { Time = default, Tree = tree, Paths = ["/"] }, None));
    }

    private async Task<(IndexedRepository, Snapshot)> CaptureAsync(params (string Path, string Content)[] files)
    {
        foreach (var (path, content) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder["source/" + path])!);
            await File.WriteAllTextAsync(_folder["source/" + path], content, None);
        }

        var repository = await CreateAsync();
        return (repository, await TakeAsync(repository));
    }

    private async Task<Snapshot> TakeAsync(IndexedRepository repository)
    {
        var request = new CaptureOptions { Sources = [_folder["source"]], Who = SampleRepository.Who, ProgramVersion = "test" };
        return (await new SnapshotCapture(repository, request, TimeProvider.System, null).RunAsync(None)).Snapshot;
    }

    private static async Task<IndexedRepository> CreateAsync() =>
        await (await SealedRepository.CreateAsync(new MemoryStore(), SampleRepository.Password, SampleRepository.Who, TimeProvider.System, None)).LoadIndexAsync(None);
}
