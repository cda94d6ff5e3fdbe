using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;
using Archivist.Repository.Opening;
using Archivist.Repository.Problems;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Trees;

namespace Archivist.Repository.Walking;

/// <summary>Finds one file of a snapshot by its path.</summary>
public static class SnapshotPath
{
    /// <summary>The file at an absolute path such as <c>/dev/sda</c>; anything else is <see cref="Failure.Usage"/>.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: there is no entry at the path, or it is not a regular file.</exception>
    public static async Task<Node> FindFileAsync(IndexedRepository repository, Snapshot snapshot, string path, CancellationToken cancellationToken)
    {
        var node = await SnapshotTree.FindAsync(repository, snapshot.Tree, path, cancellationToken)
            ?? throw new ArchivistException(new PathNotInSnapshot(path, snapshot.Id));
        return node.Type is NodeType.File
            ? node
            : throw new ArchivistException(new PathNotFile(path, snapshot.Id));
    }
}
