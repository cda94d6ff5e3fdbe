using System.Buffers;
using System.Runtime.Versioning;
using System.Text;
using Archivist.Platform;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;
using Archivist.Repository.Checking;
using Archivist.Repository.Copying;
using Archivist.Repository.Ids;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Problems;
using Archivist.Repository.Pruning;
using Archivist.Repository.Repairing;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;
using Archivist.Repository.Tagging;
using Archivist.Repository.Trees;
using Archivist.Repository.Walking;
using Archivist.Repository.Writing;
using Archivist.Restore;
using Archivist.Restore.Comparing;
using Archivist.Restore.Problems;
using Archivist.Restore.Restoring;
using Archivist.TestKit;
using Archivist.Tests.Repository.Pruning;

namespace Archivist.Tests.Restore;

/// <summary>
/// An entry of type <c>irregular</c>, which restic 0.17.1 wrote of some files of Windows, and one of a type that nobody knows yet: read, listed, told, kept,
/// and left out of a restore that brings back everything else.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class ForeignTypesTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryStore _store = new();
    private readonly OpenRepository _repository;

    public ForeignTypesTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "files are restored on Linux only so far");
        _repository = HistoryRepository.Create(_store, 2);
    }

    [Fact]
    public async Task A_restore_leaves_them_out_with_a_word_and_brings_back_the_rest()
    {
        var snapshot = await AddAsync();
        var indexed = await _repository.LoadIndexAsync(None);
        var result = await new SnapshotRestore(indexed, new RestoreOptions { Snapshot = snapshot, Target = _folder["out"] }, null).RunAsync(None);
        Assert.Equal(Failure.Findings, result.Failure);
        Assert.Equal(["/door", "/irregular"], result.Problems.Select(problem => problem.Path).Order());
        Assert.Equal(new Cause.Known(new EntryTypeForeign("/irregular", "irregular")), result.Problems.Single(problem => problem.Path == "/irregular").Cause);
        Assert.Equal(["file"], Directory.GetFileSystemEntries(_folder["out"]).Select(Path.GetFileName));
        Assert.Empty((await new SnapshotComparison(indexed).RunAsync(snapshot, _folder["out"], None)).Differences);

        await File.WriteAllTextAsync(_folder["out"] + "/door", "", None);
        Assert.Equal("/door", Assert.Single((await new SnapshotComparison(indexed).RunAsync(snapshot, _folder["out"], None)).Differences).Path);
    }

    [Fact]
    public async Task A_check_names_them_and_calls_nothing_lost()
    {
        await AddAsync();
        var report = await new RepositoryCheck(_repository).RunAsync(true, null, None);
        Assert.True(report.IsSound);
        Assert.Equal(2, report.Findings.Count);
        Assert.All(report.Findings, finding => Assert.IsType<EntryTypeUnknown>(finding.Problem));
    }

    [Fact]
    public async Task An_archive_leaves_them_out()
    {
        var snapshot = await AddAsync();
        var indexed = await _repository.LoadIndexAsync(None);
        Assert.Equal(["/door", "/irregular"], await new SnapshotDump(indexed).WriteTarAsync(snapshot.Tree, [], Stream.Null, None));
        Assert.Equal(["/door", "/irregular"], await new SnapshotDump(indexed).WriteZipAsync(snapshot.Tree, [], new MemoryStream(), None));
    }

    [Fact]
    public async Task A_copy_a_tagging_a_prune_and_a_repair_keep_them()
    {
        var snapshot = await AddAsync();
        var copyTo = HistoryRepository.Create(new MemoryStore(), 1);
        var copy = await SnapshotCopy.PrepareAsync(await _repository.LoadIndexAsync(None), await copyTo.LoadIndexAsync(None), [snapshot], None);
        await ExpectKeptAsync(copyTo, (await copy.CopyAsync(snapshot, null, None)).Copy, snapshot.Tree);

        await using (var held = await RepositoryLock.AcquireAsync(_repository, true, Operator.Current, TimeProvider.System, None))
            snapshot = (await new TagChange(null, ["kept"], []).WriteAsync(_repository, snapshot, held, None))!;
        await HistoryRepository.PruneAsync(_repository, new PruneOptions());
        await ExpectKeptAsync(_repository, snapshot, snapshot.Tree);

        // The folder is rewritten, for its file lost its content.
        await using (var held = await RepositoryLock.AcquireAsync(_repository, true, Operator.Current, TimeProvider.System, None))
        {
            var lost = (await _repository.LoadIndexAsync(None)).FindData(Assert.Single(await FileAsync(_repository, snapshot)).Content[0])!.Value.Pack;
            _store.Objects.Remove(new ObjectName(ObjectKind.Pack, lost.Value));
            var plan = await SnapshotRepairPlan.BuildAsync(_repository, [snapshot], None);
            var repaired = Assert.Single(await plan.ApplyAsync(held, false, "test", None)).Repaired!;
            Assert.NotEqual(snapshot.Tree, repaired.Tree);
            await ExpectKeptAsync(_repository, repaired, repaired.Tree);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static async Task ExpectKeptAsync(OpenRepository repository, Snapshot snapshot, BlobId tree)
    {
        Assert.Equal(tree, snapshot.Tree);
        var indexed = await repository.LoadIndexAsync(None);
        var listed = new List<TreeEntry>();
        await foreach (var entry in SnapshotTree.ListAsync(indexed, snapshot.Tree, [], None))
            listed.Add(entry);
        Assert.Equal(["/door door", "/file ", "/irregular irregular"], listed.Select(entry => $"{entry.DisplayPath} {entry.Node.ForeignType}"));
        Assert.Equal((1u << 30) + 420, listed[0].Node.Foreign!.Mode);
    }

    private static async Task<IEnumerable<Node>> FileAsync(OpenRepository repository, Snapshot snapshot) =>
        (await (await repository.LoadIndexAsync(None)).ReadTreeAsync(snapshot.Tree, None)).Where(node => node.Type is NodeType.File);

    private async Task<Snapshot> AddAsync()
    {
        await using var writer = (await _repository.LoadIndexAsync(None)).BeginWrite(PackSizing.Default);
        var content = MemoryPool<byte>.Shared.Rent(5);
        "hello"u8.CopyTo(content.Memory.Span);
        var blob = await await writer.AddDataAsync(content, 5, None);
        const string Rest = """ "mtime":"2024-01-02T03:04:05Z","atime":"2024-01-02T03:04:05Z","ctime":"2024-01-02T03:04:05Z","uid":0,"gid":0 """;
        var json = $$"""
            {"nodes":[
            {"name":"door","type":"door","mode":{{(1u << 30) + 420}},{{Rest}},"hinges":2,"content":null},
            {"name":"file","type":"file","mode":420,{{Rest}},"size":5,"content":["{{blob}}"]},
            {"name":"irregular","type":"irregular","mode":524708,{{Rest}},"content":null}]}
            """;
        var tree = await writer.AddTreeAsync(TreeFile.Read(Encoding.UTF8.GetBytes(json), default), None);
        return await writer.CommitAsync(new Snapshot { Time = new GoTime(1_700_000_000, 0, 0), Tree = tree, Paths = ["/"], Hostname = "here" }, None);
    }
}
