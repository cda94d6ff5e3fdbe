using Archivist.Platform.Problems;

namespace Archivist.Capture.Capturing;

/// <summary>A source that could not be captured, or not all of it.</summary>
/// <param name="Path">The path, escaped for display.</param>
/// <param name="Cause">Why.</param>
public sealed record UnreadablePath(string Path, Cause Cause)
{
    /// <summary>It is in the snapshot; only attributes of it are missing.</summary>
    public bool IsStored { get; init; }
}
