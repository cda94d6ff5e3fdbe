using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Trees;
using Archivist.Repository.Walking;

namespace Archivist.Capture.Capturing;

/// <summary>
/// One directory of the parent snapshot, to find what did not change. Asked in the order of names it need not search, and reads the directories that will be
/// entered next ahead. Not thread-safe.
/// </summary>
internal sealed class ParentFolder
{
    internal static readonly ParentFolder None = new(null, null, []);

    private readonly IndexedRepository? _repository;
    private readonly TreesAhead? _ahead;
    private int _next;

    private ParentFolder(IndexedRepository? repository, BlobId? tree, IReadOnlyList<Node> nodes)
    {
        _ahead = repository is null ? null : new TreesAhead(repository, nodes);
        _repository = repository;
        Tree = tree;
        Nodes = nodes;
    }

    /// <summary>Its id; null when there is no such directory.</summary>
    internal BlobId? Tree { get; }

    internal IReadOnlyList<Node> Nodes { get; }

    internal static Task<ParentFolder> ReadAsync(IndexedRepository repository, BlobId tree, CancellationToken cancellationToken) =>
        OpenAsync(repository, tree, repository.ReadTreeAsync(tree, cancellationToken), cancellationToken);

    internal async ValueTask<ParentFolder> EnterAsync(FileName name, CancellationToken cancellationToken) =>
        _repository is not null && _ahead is not null && Find(name)?.Subtree is { } tree
            ? await OpenAsync(_repository, tree, _ahead.ReadAsync(_next, tree, cancellationToken), cancellationToken)
            : None;

    private static async Task<ParentFolder> OpenAsync(
        IndexedRepository repository, BlobId tree, Task<IReadOnlyList<Node>> nodes, CancellationToken cancellationToken)
    {
        try
        {
            var folder = new ParentFolder(repository, tree, await nodes);
            folder._ahead!.Begin(0, cancellationToken);
            return folder;
        }
        catch (ArchivistException cause) when (cause.Failure is Failure.Tampering or Failure.DataLoss)
        {
            // A damaged parent costs time, not the capture: everything below is read again.
            return None;
        }
    }

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

    /// <summary>
    /// The parent's node when it equals the one that would be built now. Any change of metadata, extended attributes included, changes the ctime.
    /// </summary>
    internal Node? FindSame(FileName name, in FileStatus status) =>
        Find(name) is { } known && known.Type == status.Type
        && known.ChangedAt == status.ChangedAt && known.ModifiedAt == status.ModifiedAt && known.AccessedAt == known.ModifiedAt
        && known.Inode == status.Inode && known.DeviceId == status.DeviceId
        && known.Permissions == status.Permissions && known.UserId == status.UserId && known.GroupId == status.GroupId
        && (known.Type is not NodeType.File || known.Size == (ulong)status.Size)
        && (known.Links == status.Links || known.Type is NodeType.Directory or NodeType.Fifo or NodeType.Socket)
        && known.User == Account.UserName(status.UserId) && known.Group == Account.GroupName(status.GroupId)
        && known.Error is null
            ? known
            : null;

    /// <summary>Names are asked for in ascending order; a tree that is not in that order only costs reading files again.</summary>
    private Node? Find(FileName name)
    {
        while (_next < Nodes.Count)
        {
            var order = Nodes[_next].Name.CompareTo(name);
            if (order >= 0)
                return order == 0 ? Nodes[_next] : null;
            _next++;
        }

        return null;
    }
}
