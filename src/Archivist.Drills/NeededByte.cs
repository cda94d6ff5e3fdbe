using Archivist.Drills.Problems;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;

namespace Archivist.Drills;

/// <summary>Finds a byte whose loss must be noticed: one inside a piece of a file of a snapshot.</summary>
public static class NeededByte
{
    /// <summary>The pack and the place in it; a snapshot without any content has none, which is <see cref="Failure.Usage"/>.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: the snapshot holds no file with content (<see cref="SnapshotWithoutContent"/>).</exception>
    public static async Task<(PackId Pack, long Offset)> FindAsync(
        IndexedRepository repository, Snapshot snapshot, CancellationToken cancellationToken)
    {
        var pending = new Stack<BlobId>([snapshot.Tree]);
        while (pending.TryPop(out var tree))
        {
            foreach (var node in await repository.ReadTreeAsync(tree, cancellationToken))
            {
                if (node.Content.Count > 0 && repository.FindData(node.Content[0]) is { } place)
                    return (place.Pack, place.Offset + place.Length / 2);
                if (node.Subtree is { } subtree)
                    pending.Push(subtree);
            }
        }

        throw new ArchivistException(new SnapshotWithoutContent(snapshot.Id));
    }
}
