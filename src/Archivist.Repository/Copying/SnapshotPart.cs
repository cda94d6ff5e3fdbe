using Archivist.Platform;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Problems;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Trees;
using Archivist.Repository.Walking;
using Archivist.Repository.Writing;

namespace Archivist.Repository.Copying;

/// <summary>
/// One path of a snapshot, to be copied into a repository of its own that says nothing of the rest. Trees and data at and below the path keep their ids; each directory above it is written
/// again with the one entry that leads there.
/// </summary>
public sealed class SnapshotPart
{
    private readonly IndexedRepository _source;
    private readonly Snapshot _snapshot;
    private readonly IReadOnlyList<Node> _way;
    private readonly HashSet<BlobId> _trees = [];
    private readonly HashSet<BlobId> _data = [];

    private SnapshotPart(IndexedRepository source, Snapshot snapshot, IReadOnlyList<Node> way, string path)
    {
        _source = source;
        _snapshot = snapshot;
        _way = way;
        Path = path;
    }

    /// <summary>The path as the copy names it: absolute, and <c>/</c> for everything.</summary>
    public string Path { get; }

    /// <summary>The number of files at and below the path.</summary>
    public long Files { get; private set; }

    /// <summary>Bytes in these files, before anything is stored only once.</summary>
    public long Bytes { get; private set; }

    /// <summary>Finds a path, and what is needed for it; no data is read.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: there is nothing at the path (<see cref="PathNotInSnapshot"/>).</exception>
    public static async Task<SnapshotPart> FindAsync(IndexedRepository source, Snapshot snapshot, string path, CancellationToken cancellationToken)
    {
        var bytes = SnapshotTree.BytesOf(path);
        var way = await SnapshotTree.FindWayAsync(source, snapshot.Tree, path, cancellationToken);
        if (way.Count == 0 && bytes.Length > 0)
            throw new ArchivistException(new PathNotInSnapshot(DisplayPath.Of(bytes), snapshot.Id));
        var part = new SnapshotPart(source, snapshot, way, bytes.Length == 0 ? "/" : PathText.Shown(bytes));
        var tree = way.Count == 0 ? snapshot.Tree : way[^1].Subtree;
        if (way.Count > 0)
            part.Add(way[^1]);
        if (tree is not { } top)
            return part;
        part._trees.Add(top);
        await foreach (var entry in SnapshotTree.ListAsync(source, top, bytes, cancellationToken))
            part.Add(entry.Node);
        return part;
    }

    /// <summary>Copies it into another repository: the content becomes durable first, then the snapshot, of which time, host and user stay. Parent, tags, excludes, summary and unknown fields would reveal the rest.</summary>
    /// <param name="destination">An empty repository.</param>
    /// <param name="progress">Hears what was added so far.</param>
    /// <param name="cancellationToken">Stops; no snapshot is left then.</param>
    /// <returns>The snapshot there, and what it added.</returns>
    public async Task<(Snapshot Copy, WriteTotals Added)> CopyAsync(IndexedRepository destination, IProgress<WriteTotals>? progress, CancellationToken cancellationToken)
    {
        await using var writer = destination.BeginWrite(PackSizing.Default);
        foreach (var tree in _trees)
        {
            using var json = await _source.ReadBlobAsync(BlobType.Tree, tree, cancellationToken);
            var id = await writer.AddTreeAsync(json.Memory.ToArray(), cancellationToken);
            if (id != tree)
                throw new InvalidOperationException($"Tree {tree} became {id}.");
        }

        await SnapshotCopy.CopyDataAsync(_source, writer, _data, progress, cancellationToken);
        var copy = new Snapshot
        {
            Time = _snapshot.Time,
            Tree = await AddAboveAsync(writer, cancellationToken),
            Paths = [Path],
            Hostname = _snapshot.Hostname,
            Username = _snapshot.Username,
            UserId = _snapshot.UserId,
            GroupId = _snapshot.GroupId,
            ProgramVersion = Product.NameAndVersion,
        };
        copy = await writer.CommitAsync(copy, cancellationToken);
        return (copy, writer.Totals);
    }

    private void Add(Node node)
    {
        if (node.Subtree is { } subtree)
            _trees.Add(subtree);
        _data.UnionWith(node.Content);
        if (node.Type is not NodeType.File)
            return;
        Files++;
        Bytes += (long)node.Size;
    }

    /// <summary>Writes the directories above the path, from the lowest to the root.</summary>
    private async Task<BlobId> AddAboveAsync(RepositoryWriter writer, CancellationToken cancellationToken)
    {
        if (_way.Count == 0)
            return _snapshot.Tree;
        var tree = await writer.AddTreeAsync([_way[^1]], cancellationToken);
        foreach (var above in _way.Reverse().Skip(1))
        {
            // The links and the size of a directory count what is in it, and an error may name it, where a tool records them.
            tree = await writer.AddTreeAsync([above with { Subtree = tree, Links = 0, Size = 0, Error = null }], cancellationToken);
        }

        return tree;
    }
}
