using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Repository.Ids;
using Archivist.Repository.Trees;

namespace Archivist.Capture.Capturing;

/// <summary>Turns a file's status into a node, with the fields that restic fills for each type.</summary>
/// <param name="withAccessTime">Keeps access times; otherwise the time of modification stands for them, as an access would make every directory look changed.</param>
internal sealed class NodeBuilder(bool withAccessTime)
{
    internal Node Build(FileName name, NodeType type, in FileStatus status, IReadOnlyList<ExtendedAttribute> attributes, byte[]? linkTarget = null) =>
        Build(name, type, status, attributes, linkTarget, [], 0);

    internal Node BuildFile(
        FileName name, in FileStatus status, IReadOnlyList<ExtendedAttribute> attributes, IReadOnlyList<BlobId> content, ulong size) =>
        Build(name, NodeType.File, status, attributes, null, content, size);

    private Node Build(
        FileName name, NodeType type, in FileStatus status, IReadOnlyList<ExtendedAttribute> attributes, byte[]? linkTarget,
        IReadOnlyList<BlobId> content, ulong size) =>
        new()
        {
            Name = name,
            Type = type,
            Permissions = status.Permissions,
            ModifiedAt = status.ModifiedAt,
            AccessedAt = withAccessTime ? status.AccessedAt : status.ModifiedAt,
            ChangedAt = status.ChangedAt,
            UserId = status.UserId,
            GroupId = status.GroupId,
            User = Account.UserName(status.UserId),
            Group = Account.GroupName(status.GroupId),
            Inode = status.Inode,
            DeviceId = status.DeviceId,
            Size = size,
            Links = type is NodeType.Directory or NodeType.Fifo or NodeType.Socket ? 0 : status.Links,
            Device = type is NodeType.BlockDevice or NodeType.CharacterDevice ? status.Device : 0,
            LinkTarget = linkTarget,
            ExtendedAttributes = attributes,
            Content = content,
        };

    /// <summary>Whether an entry that is on no disk equals that of an earlier snapshot in all but its times; the content is not looked at.</summary>
    internal static bool IsSameButTimes(Node before, Node now) =>
        before.Type == now.Type && before.Size == now.Size && before.Subtree == now.Subtree && before.Links == now.Links && before.Inode == 0 && now.Inode == 0
        && before.Permissions == now.Permissions && before.UserId == now.UserId && before.GroupId == now.GroupId
        && before.User == now.User && before.Group == now.Group && before.Error is null;

    /// <summary>An entry that is on no disk: piped content, and the directories in its path.</summary>
    internal static Node BuildMadeUp(FileName name, NodeType type, GoTime time, IReadOnlyList<BlobId> content, long size) => new()
    {
        Name = name,
        Type = type,
        Permissions = type is NodeType.Directory ? 0x1ED : 0x1A4,
        ModifiedAt = time,
        AccessedAt = time,
        ChangedAt = time,
        Content = content,
        Size = (ulong)size,
        Links = type is NodeType.File ? 1u : 0,
    };
}
