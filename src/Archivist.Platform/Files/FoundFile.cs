namespace Archivist.Platform.Files;

/// <summary>The file that a path names.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Length">Bytes of a regular file; of others what the kernel gives.</param>
/// <param name="Device">The file system's device number; 0 on Windows.</param>
/// <param name="Inode">The inode's number: together with <paramref name="Device"/> the identity of the file, however its path is spelled; 0 on Windows.</param>
public readonly record struct FoundFile(FileKind Kind, long Length, ulong Device, ulong Inode)
{
    /// <summary>When its content was last written, in seconds since 1970 by the clock of the file system; null where that was not looked up.</summary>
    public long? ModifiedSeconds { get; init; }

    /// <summary>A regular file that is a hole from end to end, or empty: nothing is lost when it is written to. False on Windows unless it is empty.</summary>
    public bool HoldsNothing { get; init; }

    /// <summary>True when both are one file under two names; always false where there are no numbers (Windows).</summary>
    public bool IsSameAs(FoundFile other) => Inode != 0 && Inode == other.Inode && Device == other.Device;
}
