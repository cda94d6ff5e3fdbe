using Archivist.Platform.Problems;
using Archivist.Repository.Cataloguing;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Problems;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Pruning;

/// <summary>Finds every blob that a snapshot needs.</summary>
internal static class UsedBlobs
{
    private const int TreesAtATime = 64;

    /// <summary>
    /// The first positions of all needed blobs. A snapshot or a directory that cannot be read is <see cref="Failure.Tampering"/>,
    /// and a blob that no index knows <see cref="Failure.DataLoss"/>: what is needed is unknown then.
    /// </summary>
    internal static async Task<BlobSet> FindAsync(
        IndexedRepository repository, IndexCatalogue catalogue, IReadOnlySet<SnapshotId> without, IProgress<int>? snapshotsDone,
        CancellationToken cancellationToken)
    {
        var used = new BlobSet(catalogue.Count);
        var done = 0;
        foreach (var (name, _) in await repository.Repository.Store.ListSortedAsync(ObjectKind.Snapshot, cancellationToken))
        {
            if (without.Contains(new SnapshotId(name.Id)))
                continue;
            var snapshot = SnapshotFile.Read((await repository.Repository.ReadFileAsync(name, cancellationToken)).Span, name);
            await WalkAsync(repository, catalogue, snapshot, used, cancellationToken);
            snapshotsDone?.Report(++done);
        }

        return used;
    }

    private static async Task WalkAsync(
        IndexedRepository repository, IndexCatalogue catalogue, Snapshot snapshot, BlobSet used, CancellationToken cancellationToken)
    {
        var pending = new Stack<BlobId>();
        pending.Push(snapshot.Tree);
        while (pending.Count > 0)
        {
            var batch = new List<BlobId>();
            while (batch.Count < TreesAtATime && pending.TryPop(out var tree))
            {
                if (used.Add(PositionOf(catalogue, BlobType.Tree, tree, snapshot)))
                    batch.Add(tree);
            }

            var trees = await Task.WhenAll(batch.Select(tree => Task.Run(() => repository.ReadTreeAsync(tree, cancellationToken), cancellationToken)));
            foreach (var node in trees.SelectMany(nodes => nodes))
            {
                if (node.Subtree is { } subtree)
                    pending.Push(subtree);
                foreach (var blob in node.Content)
                    used.Add(PositionOf(catalogue, BlobType.Data, blob, snapshot));
            }
        }
    }

    private static int PositionOf(IndexCatalogue catalogue, BlobType type, BlobId id, Snapshot snapshot)
    {
        var position = catalogue.Find(type, id);
        return position >= 0 ? position : throw new ArchivistException(new BlobNeededNotIndexed(snapshot.Id, type, id));
    }
}
