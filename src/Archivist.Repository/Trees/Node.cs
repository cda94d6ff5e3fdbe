using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Trees;

/// <summary>One directory entry of a snapshot with all metadata that a restore sets (restic design, "Trees and Data").</summary>
public sealed record Node
{
    /// <summary>Name inside its directory.</summary>
    public required FileName Name { get; init; }

    /// <summary>The type of the entry.</summary>
    public required NodeType Type { get; init; }

    /// <summary>Permission bits with set-user-id, set-group-id and sticky: 0 to 07777.</summary>
    public int Permissions { get; init; }

    /// <summary>Last change of the content.</summary>
    public GoTime ModifiedAt { get; init; }

    /// <summary>Last access.</summary>
    public GoTime AccessedAt { get; init; }

    /// <summary>Last change of content or metadata; not restorable, but shows whether a file was touched.</summary>
    public GoTime ChangedAt { get; init; }

    /// <summary>Owner, as a number.</summary>
    public uint UserId { get; init; }

    /// <summary>Group, as a number.</summary>
    public uint GroupId { get; init; }

    /// <summary>Owner's name on the machine that took the snapshot, if it had one.</summary>
    public string? User { get; init; }

    /// <summary>Group's name on the machine that took the snapshot, if it had one.</summary>
    public string? Group { get; init; }

    /// <summary>Inode number: with <see cref="DeviceId"/> it identifies hard links to one file.</summary>
    public ulong Inode { get; init; }

    /// <summary>The device that the entry lies on.</summary>
    public ulong DeviceId { get; init; }

    /// <summary>Bytes of a file's content.</summary>
    public ulong Size { get; init; }

    /// <summary>Number of hard links.</summary>
    public ulong Links { get; init; }

    /// <summary>Where a symbolic link points, as bytes.</summary>
    public byte[]? LinkTarget { get; init; }

    /// <summary>Extended attributes, in the order in which the file system lists them.</summary>
    public IReadOnlyList<ExtendedAttribute> ExtendedAttributes { get; init; } = [];

    /// <summary>For devices: which one.</summary>
    public ulong Device { get; init; }

    /// <summary>For files: the blobs that make up the content, in order.</summary>
    public IReadOnlyList<BlobId> Content { get; init; } = [];

    /// <summary>For directories: the tree of its entries.</summary>
    public BlobId? Subtree { get; init; }

    /// <summary>What the tool that took the snapshot could not read of this entry.</summary>
    public string? Error { get; init; }

    /// <summary>Whether the entry is of a kind that can be restored; if not, <see cref="ForeignType"/> has its type as the snapshot spells it.</summary>
    public bool IsRestorable => Foreign is null;

    /// <summary>The type of an entry that cannot be restored, escaped for display; null for all others.</summary>
    public string? ForeignType => Foreign?.Shown;

    internal Trees.ForeignType? Foreign { get; init; }

    /// <summary>Fields of the JSON that this version does not know, with their names and commas, preserved when the directory is rewritten.</summary>
    internal ReadOnlyMemory<byte> UnknownFields { get; init; }
}
