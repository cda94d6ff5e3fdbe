namespace Archivist.Platform.FileSystem;

/// <summary>The type of a directory entry.</summary>
public enum NodeType
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A symbolic link.</summary>
    SymbolicLink,

    /// <summary>A block device.</summary>
    BlockDevice,

    /// <summary>A character device.</summary>
    CharacterDevice,

    /// <summary>A named pipe.</summary>
    Fifo,

    /// <summary>A Unix socket.</summary>
    Socket,

    /// <summary>A file of a kind that the tool which saw it did not know, such as some reparse points of Windows. Nothing of it but its metadata is kept.</summary>
    Irregular,

    /// <summary>Of a type that this version does not know.</summary>
    Unknown,
}
