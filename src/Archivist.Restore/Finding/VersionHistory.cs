using Archivist.Platform.Files;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Trees;
using Archivist.Repository.Walking;
using Archivist.Restore.Comparing;

namespace Archivist.Restore.Finding;

/// <summary>Follows one path through snapshots. Folders that are the same in several snapshots are read once. Not thread-safe.</summary>
public sealed class VersionHistory(IndexedRepository repository)
{
    private readonly Dictionary<(BlobId, FileName), Node?> _known = [];

    /// <summary>
    /// Every version of what lies at a path, oldest first: one for each run of snapshots of one machine in which it is the same. That it
    /// is gone is a version too, in snapshots whose sources would have held it.
    /// </summary>
    /// <param name="path">Such as <c>/home/alice/letter</c>.</param>
    /// <param name="snapshots">Oldest first.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    public async Task<IReadOnlyList<FileVersion>> FollowAsync(
        string path, IEnumerable<Snapshot> snapshots, CancellationToken cancellationToken)
    {
        var names = SnapshotTree.NamesIn(path);
        var versions = new List<FileVersion>();
        var current = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var snapshot in snapshots)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var node = await FindAsync(snapshot.Tree, names, cancellationToken);
            var hasPrevious = current.TryGetValue(snapshot.Hostname, out var place);
            if (node is null && (!hasPrevious || !snapshot.Paths.Any(source => IsAtOrBelow(names, source))))
                continue;
            var previous = hasPrevious ? versions[place] : null;
            if (previous is not null && NodeChanges.Between(previous.Node, node) is NodeChange.None)
            {
                versions[place] = previous with { Last = snapshot, Count = previous.Count + 1 };
                continue;
            }

            if (node is null && previous is null)
                continue;
            current[snapshot.Hostname] = versions.Count;
            versions.Add(new FileVersion(node, snapshot, snapshot, 1, NodeChanges.Between(previous?.Node, node)));
        }

        return versions;
    }

    private async Task<Node?> FindAsync(BlobId root, List<FileName> names, CancellationToken cancellationToken)
    {
        Node? node = null;
        BlobId? tree = root;
        foreach (var name in names)
        {
            if (tree is not { } folder)
                return null;
            if (!_known.TryGetValue((folder, name), out node))
            {
                node = (await repository.ReadTreeAsync(folder, cancellationToken)).FirstOrDefault(child => child.Name == name);
                _known.Add((folder, name), node);
            }

            tree = node?.Subtree;
        }

        return node;
    }

    private static bool IsAtOrBelow(List<FileName> names, string source)
    {
        var above = SnapshotTree.NamesIn(source);
        return above.Count <= names.Count && above.SequenceEqual(names.Take(above.Count));
    }
}
