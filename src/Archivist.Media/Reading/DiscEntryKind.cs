namespace Archivist.Media;

/// <summary>What a name on a disc stands for.</summary>
public enum DiscEntryKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link.</summary>
    Link,
}
