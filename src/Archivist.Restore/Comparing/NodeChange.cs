namespace Archivist.Restore.Comparing;

/// <summary>How an entry differs from the one that was at its place before.</summary>
[Flags]
public enum NodeChange
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>Nothing was there before.</summary>
    Added = 1,

    /// <summary>Nothing is there any more.</summary>
    Removed = 2,

    /// <summary>It is of another type.</summary>
    Type = 4,

    /// <summary>A file's content, a directory's entries, a link's target or a device's number.</summary>
    Content = 8,

    /// <summary>Permissions, owner, times, extended attributes, links, or where it lies.</summary>
    Metadata = 16,
}
