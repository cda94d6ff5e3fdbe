using Archivist.Repository.Patterns;

namespace Archivist.Capture.Selecting;

/// <summary>What of the sources goes into a snapshot. Everything by default.</summary>
public sealed record SourceSelection
{
    /// <summary>Takes everything.</summary>
    public static SourceSelection Everything { get; } = new();

    /// <summary>Left out, with everything below.</summary>
    public PathPatterns Excludes { get; init; } = PathPatterns.None;

    /// <summary>Left out, with large and small letters taken for the same.</summary>
    public PathPatterns ExcludesOfAnyCase { get; init; } = PathPatterns.None;

    /// <summary>Folders that hold one of these are kept without anything but the mark.</summary>
    public IReadOnlyList<FolderMark> Marks { get; init; } = [];

    /// <summary>Larger files are left out; in bytes.</summary>
    public long? LargestFile { get; init; }

    /// <summary>Stays on the file systems of the sources; a mount point is kept as an empty folder.</summary>
    public bool OneFileSystem { get; init; }
}
