using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Checking;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Trees;
using Archivist.Repository.Walking;
using Archivist.Repository.Writing;
using Archivist.TestKit;
using Archivist.Tests.Repository.Pruning;

namespace Archivist.Tests.Capture;

/// <summary>Folders are named by their content: the same one may be in many places, and a few small ones may claim more paths than there can be.</summary>
public sealed class SharedFoldersTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>No memory of what was seen is needed for it: more folders than blobs must be some of them again.</summary>
    [Fact]
    public async Task A_list_of_2_to_the_60_paths_is_refused_after_some_thousand()
    {
        var repository = HistoryRepository.Create(new MemoryStore(), 2);
        var snapshot = await AddAsync(repository, levels: 60, width: 2);
        var listed = 0;
        var failure = await Assert.ThrowsAsync<ArchivistException>(async () =>
        {
            await foreach (var _ in SnapshotTree.ListAsync(await repository.LoadIndexAsync(None), snapshot.Tree, [], None))
                listed++;
        });
        Assert.Equal(Failure.Tampering, failure.Failure);
        Assert.InRange(listed, 1, 5_000);
        Assert.True((await new RepositoryCheck(repository).RunAsync(true, null, None)).IsSound);
    }

    [Fact]
    public async Task A_folder_that_is_in_ten_thousand_places_is_listed_in_all_of_them()
    {
        var repository = HistoryRepository.Create(new MemoryStore(), 2);
        var snapshot = await AddAsync(repository, levels: 4, width: 10);
        var listed = 0;
        await foreach (var _ in SnapshotTree.ListAsync(await repository.LoadIndexAsync(None), snapshot.Tree, [], None))
            listed++;
        Assert.Equal(10 + 100 + 1_000 + 10_000 + 10_000, listed);
    }

    /// <summary>Each folder holds the next one so many times; the last one holds a file.</summary>
    private static async Task<Snapshot> AddAsync(OpenRepository repository, int levels, int width)
    {
        await using var writer = (await repository.LoadIndexAsync(None)).BeginWrite(PackSizing.Default);
        var below = await writer.AddTreeAsync([new Node { Name = FileName.Of("file"), Type = NodeType.File }], None);
        for (var level = 0; level < levels; level++)
        {
            var subtree = below;
            below = await writer.AddTreeAsync(
                [.. Enumerable.Range(0, width).Select(i => new Node { Name = FileName.Of($"{i}"), Type = NodeType.Directory, Subtree = subtree })], None);
        }

        return await writer.CommitAsync(new Snapshot { Time = new GoTime(1_700_000_000, 0, 0), Tree = below, Paths = ["/"], Hostname = "here" }, None);
    }
}
