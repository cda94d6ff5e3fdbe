using Archivist.Capture.FileSystem;
using Archivist.Repository;

namespace Archivist.Capture.Capturing;

/// <summary>One folder of the parent snapshot, to find files that did not change. Asked in the order of names it need not search.</summary>
internal sealed class ParentFolder
{
    internal static readonly ParentFolder None = new(null, []);

    private readonly IndexedRepository? _repository;
    private readonly IReadOnlyList<Node> _nodes;
    private int _next;

    private ParentFolder(IndexedRepository? repository, IReadOnlyList<Node> nodes)
    {
        _repository = repository;
        _nodes = nodes;
    }

    internal static async Task<ParentFolder> ReadAsync(IndexedRepository repository, BlobId tree, CancellationToken cancellationToken)
    {
        try
        {
            return new ParentFolder(repository, await repository.ReadTreeAsync(tree, cancellationToken));
        }
        catch (ArchivistException cause) when (cause.Failure is Failure.Tampering or Failure.DataLoss)
        {
            // A damaged parent costs time, not the capture: everything below is read again.
            return None;
        }
    }

    internal async ValueTask<ParentFolder> EnterAsync(FileName name, CancellationToken cancellationToken) =>
        _repository is not null && Find(name)?.Subtree is { } tree ? await ReadAsync(_repository, tree, cancellationToken) : None;

    /// <summary>
    /// The parent's node when nothing says that the content changed: size and time of modification are the same, and so are, unless
    /// they are not to be looked at, inode and time of change.
    /// </summary>
    internal Node? FindUnchanged(FileName name, in FileStatus status, bool ignoresInode, bool ignoresChangeTime) =>
        Find(name) is { Type: NodeType.File } known && known.Size == (ulong)status.Size
        && known.ModifiedAt.IsSameMoment(status.ModifiedAt)
        && (ignoresInode || known.Inode == status.Inode)
        && (ignoresChangeTime || known.ChangedAt.IsSameMoment(status.ChangedAt))
            ? known
            : null;

    /// <summary>Names are asked for in ascending order; a tree that is not in that order only costs reading files again.</summary>
    private Node? Find(FileName name)
    {
        while (_next < _nodes.Count)
        {
            var order = _nodes[_next].Name.CompareTo(name);
            if (order >= 0)
                return order == 0 ? _nodes[_next] : null;
            _next++;
        }

        return null;
    }
}
