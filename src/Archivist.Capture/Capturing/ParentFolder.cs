using Archivist.Repository;

namespace Archivist.Capture.Capturing;

/// <summary>One folder of the parent snapshot, to find files that did not change.</summary>
internal sealed class ParentFolder
{
    internal static readonly ParentFolder None = new(null, []);

    private readonly IndexedRepository? _repository;
    private readonly Dictionary<FileName, Node> _nodes;

    private ParentFolder(IndexedRepository? repository, Dictionary<FileName, Node> nodes)
    {
        _repository = repository;
        _nodes = nodes;
    }

    internal static async Task<ParentFolder> ReadAsync(IndexedRepository repository, BlobId tree, CancellationToken cancellationToken)
    {
        try
        {
            var nodes = new Dictionary<FileName, Node>();
            foreach (var node in await repository.ReadTreeAsync(tree, cancellationToken))
                nodes[node.Name] = node;
            return new ParentFolder(repository, nodes);
        }
        catch (ArchivistException cause) when (cause.Failure is Failure.Tampering or Failure.DataLoss)
        {
            // A damaged parent costs time, not the capture: everything below is read again.
            return None;
        }
    }

    internal async Task<ParentFolder> EnterAsync(FileName name, CancellationToken cancellationToken) =>
        _repository is not null && _nodes.TryGetValue(name, out var node) && node.Subtree is { } tree
            ? await ReadAsync(_repository, tree, cancellationToken)
            : None;

    /// <summary>The parent's node when nothing says that the content changed: size, inode, mtime and ctime are the same.</summary>
    internal Node? FindUnchanged(Node current) =>
        _nodes.TryGetValue(current.Name, out var known)
        && known.Type is NodeType.File && known.Size == current.Size && known.Inode == current.Inode
        && known.ModifiedAt.IsSameMoment(current.ModifiedAt) && known.ChangedAt.IsSameMoment(current.ChangedAt)
            ? known
            : null;
}
