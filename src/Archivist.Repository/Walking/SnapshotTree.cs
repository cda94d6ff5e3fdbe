using System.Runtime.CompilerServices;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Problems;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Trees;

namespace Archivist.Repository.Walking;

/// <summary>Finds and lists entries of snapshots. Holds only the directories on the path to the current entry.</summary>
public static class SnapshotTree
{
    /// <summary>The tree of a directory of a snapshot; one that is not there, or is no directory, is <see cref="Failure.Usage"/>.</summary>
    /// <param name="repository">Where the snapshot lies.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="folder">Such as <c>/home/alice</c>; empty or <c>/</c> for everything.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: there is no directory at the path (<see cref="FolderNotInSnapshot"/>).</exception>
    public static async Task<BlobId> FindFolderAsync(
        IndexedRepository repository, Snapshot snapshot, string folder, CancellationToken cancellationToken)
    {
        if (NamesIn(folder).Count == 0)
            return snapshot.Tree;
        return (await FindAsync(repository, snapshot.Tree, folder, cancellationToken))?.Subtree ?? throw new ArchivistException(new FolderNotInSnapshot(folder, snapshot.Id));
    }

    /// <summary>The entry at a path below a tree, or null.</summary>
    public static async Task<Node?> FindAsync(IndexedRepository repository, BlobId tree, string path, CancellationToken cancellationToken) =>
        (await FindWayAsync(repository, tree, path, cancellationToken)).LastOrDefault();

    /// <summary>The entries on the way to a path below a tree, the one at the path last; empty when there is nothing at the path.</summary>
    internal static async Task<IReadOnlyList<Node>> FindWayAsync(IndexedRepository repository, BlobId tree, string path, CancellationToken cancellationToken)
    {
        var way = new List<Node>();
        BlobId? next = tree;
        foreach (var name in NamesIn(path))
        {
            if (next is not { } folder || (await repository.ReadTreeAsync(folder, cancellationToken)).FirstOrDefault(node => node.Name == name) is not { } found)
                return [];
            way.Add(found);
            next = found.Subtree;
        }

        return way;
    }

    /// <summary>All entries below a tree in the order of names, each directory before what is in it.</summary>
    /// <param name="repository">Where the tree lies.</param>
    /// <param name="tree">The tree.</param>
    /// <param name="path">What the paths of the entries begin with; empty for the root.</param>
    /// <param name="cancellationToken">Stops listing.</param>
    public static async IAsyncEnumerable<TreeEntry> ListAsync(
        IndexedRepository repository, BlobId tree, byte[] path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var limit = new WalkLimit(repository, tree);
        var open = new Stack<(byte[] Path, IReadOnlyList<Node> Nodes, int Next)>();
        open.Push((path, await repository.ReadTreeAsync(tree, cancellationToken), 0));
        while (open.TryPop(out var folder))
        {
            if (folder.Next == folder.Nodes.Count)
                continue;
            var node = folder.Nodes[folder.Next];
            open.Push(folder with { Next = folder.Next + 1 });
            var entry = new TreeEntry(DisplayPath.Join(folder.Path, node.Name), node);
            yield return entry;
            if (node.Subtree is not { } subtree)
                continue;
            WalkLimit.ThrowIfTooDeep(entry.Path);
            var nodes = await repository.ReadTreeAsync(subtree, cancellationToken);
            await limit.PassAsync(nodes.Count, cancellationToken);
            open.Push((entry.Path, nodes, 0));
        }
    }

    /// <summary>The names in a path that an operator wrote.</summary>
    public static List<FileName> NamesIn(string path) => [.. NamesOf(path).Select(FileName.Of)];

    /// <summary>A path that an operator wrote, as entries have it.</summary>
    public static byte[] BytesOf(string path) => PathText.BytesOf(string.Concat(NamesOf(path).Select(name => "/" + name)));

    /// <summary>Without <c>.</c> and <c>..</c>, which no snapshot has.</summary>
    private static List<string> NamesOf(string path)
    {
        var names = new List<string>();
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (name is ".." && names.Count > 0)
                names.RemoveAt(names.Count - 1);
            else if (name is not ("." or ".."))
                names.Add(name);
        }

        return names;
    }
}
