using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;

namespace Archivist.Discs.Plain;

/// <summary>One entry of a tree of plain files, as the file system has it.</summary>
public readonly record struct PlainEntry
{
    /// <summary>Its name; empty for the directory or file that was named as a source.</summary>
    public required FileName Name { get; init; }

    /// <summary>Its type.</summary>
    public required NodeType Type { get; init; }

    /// <summary>Permission bits with setuid, setgid and sticky.</summary>
    public required int Permissions { get; init; }

    /// <summary>The owner's number.</summary>
    public required uint UserId { get; init; }

    /// <summary>The group's number.</summary>
    public required uint GroupId { get; init; }

    /// <summary>Time of the last change of its content.</summary>
    public required GoTime ModifiedAt { get; init; }

    /// <summary>Bytes of a file.</summary>
    public required long Size { get; init; }

    /// <summary>Number of names; files of equal <see cref="Inode"/> and <see cref="FileSystem"/> are one.</summary>
    public required ulong Links { get; init; }

    /// <summary>Its number in the file system.</summary>
    public required ulong Inode { get; init; }

    /// <summary>Which file system it is in.</summary>
    public required ulong FileSystem { get; init; }

    /// <summary>Major and minor number of a device.</summary>
    public required (uint Major, uint Minor) Device { get; init; }

    /// <summary>The target of a symbolic link; otherwise empty.</summary>
    public required ReadOnlyMemory<byte> Target { get; init; }
}
