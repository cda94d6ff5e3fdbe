namespace Archivist.Platform.Files;

/// <summary>The kind of a file; the values are those of S_IFMT in man 7 inode.</summary>
public enum FileKind
{
    /// <summary>A pipe with a name (FIFO).</summary>
    Pipe = 0x1000,

    /// <summary>A character device.</summary>
    CharacterDevice = 0x2000,

    /// <summary>A directory.</summary>
    Directory = 0x4000,

    /// <summary>A block device.</summary>
    BlockDevice = 0x6000,

    /// <summary>A regular file.</summary>
    File = 0x8000,

    /// <summary>A symbolic link; only when links are not followed.</summary>
    Link = 0xA000,

    /// <summary>A socket.</summary>
    Socket = 0xC000,
}
