using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Trees;

namespace Archivist.Repository.Walking;

/// <summary>Finds one file of a snapshot by its path.</summary>
public static class SnapshotPath
{
    /// <summary>The file at an absolute path such as <c>/dev/sda</c>; anything else is <see cref="Failure.Usage"/>.</summary>
    public static async Task<Node> FindFileAsync(IndexedRepository repository, Snapshot snapshot, string path, CancellationToken cancellationToken)
    {
        var node = await SnapshotTree.FindAsync(repository, snapshot.Tree, path, cancellationToken)
            ?? throw new ArchivistException(Failure.Usage, $"{path}: it is not in snapshot {snapshot.Id.Value.Short}")
            {
                Hint = "List what is there with 'archivist ls'.",
            };
        return node.Type is NodeType.File
            ? node
            : throw new ArchivistException(Failure.Usage, $"{path}: in snapshot {snapshot.Id.Value.Short} it is not a file") { Hint = "Name a file or a disk." };
    }
}
