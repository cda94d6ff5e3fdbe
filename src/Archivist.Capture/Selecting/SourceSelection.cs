using Archivist.Repository.Patterns;

namespace Archivist.Capture.Selecting;

/// <summary>Which entries of the sources go into a snapshot. Everything by default.</summary>
public sealed record SourceSelection
{
    /// <summary>Takes everything.</summary>
    public static SourceSelection Everything { get; } = new();

    /// <summary>Patterns of entries to exclude, with everything below them.</summary>
    public PathPatterns Excludes { get; init; } = PathPatterns.None;

    /// <summary>Patterns of entries to exclude, case-insensitive.</summary>
    public PathPatterns ExcludesOfAnyCase { get; init; } = PathPatterns.None;

    /// <summary>Directories that contain one of these files are captured without anything but that file.</summary>
    public IReadOnlyList<FolderMark> Marks { get; init; } = [];

    /// <summary>Maximum file size in bytes; larger files are excluded.</summary>
    public long? LargestFile { get; init; }

    /// <summary>Stays on the file systems of the sources; a mount point is kept as an empty directory.</summary>
    public bool OneFileSystem { get; init; }
}
