using Archivist.Capture.FileSystem;
using Archivist.Repository;

namespace Archivist.Capture.Capturing;

/// <summary>Turns a file's status into a node, with the fields that restic fills for each type.</summary>
internal static class NodeBuilder
{
    internal static Node Build(FileName name, NodeType type, FileStatus status, IReadOnlyList<ExtendedAttribute> attributes) => new()
    {
        Name = name,
        Type = type,
        Permissions = status.Permissions,
        ModifiedAt = status.ModifiedAt,
        // As restic does without --with-atime: an access time would make every folder look changed.
        AccessedAt = status.ModifiedAt,
        ChangedAt = status.ChangedAt,
        UserId = status.UserId,
        GroupId = status.GroupId,
        User = Account.UserName(status.UserId),
        Group = Account.GroupName(status.GroupId),
        Inode = status.Inode,
        DeviceId = status.DeviceId,
        Size = type is NodeType.File ? (ulong)status.Size : 0,
        Links = type is NodeType.Directory or NodeType.Fifo or NodeType.Socket ? 0 : status.Links,
        Device = type is NodeType.BlockDevice or NodeType.CharacterDevice ? status.Device : 0,
        ExtendedAttributes = attributes,
    };
}
