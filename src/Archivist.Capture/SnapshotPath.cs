using Archivist.Repository;

namespace Archivist.Capture;

/// <summary>Finds one entry of a snapshot by its path.</summary>
public static class SnapshotPath
{
    /// <summary>The node at an absolute path such as <c>/dev/sda</c>; a path that is not there is <see cref="Failure.Usage"/>.</summary>
    public static async Task<Node> FindAsync(IndexedRepository repository, Snapshot snapshot, string path, CancellationToken cancellationToken)
    {
        BlobId? tree = snapshot.Tree;
        Node? found = null;
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(FileName.Of))
        {
            found = tree is null ? null : (await repository.ReadTreeAsync(tree.Value, cancellationToken)).FirstOrDefault(node => node.Name == name);
            tree = found?.Subtree;
            if (found is null)
                break;
        }

        return found ?? throw new ArchivistException(Failure.Usage, $"{path}: it is not in snapshot {snapshot.Id.Value.Short}")
        {
            Hint = "List what is there with 'archivist ls'.",
        };
    }

    /// <summary>The same for a file; anything else is <see cref="Failure.Usage"/>.</summary>
    public static async Task<Node> FindFileAsync(IndexedRepository repository, Snapshot snapshot, string path, CancellationToken cancellationToken)
    {
        var node = await FindAsync(repository, snapshot, path, cancellationToken);
        return node.Type is NodeType.File
            ? node
            : throw new ArchivistException(Failure.Usage, $"{path}: in snapshot {snapshot.Id.Value.Short} it is not a file") { Hint = "Name a file or a disk." };
    }
}
