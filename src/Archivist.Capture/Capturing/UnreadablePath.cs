using Archivist.Platform.Problems;

namespace Archivist.Capture.Capturing;

/// <summary>A path that could not be captured, or not completely.</summary>
/// <param name="Path">The path, escaped for display.</param>
/// <param name="Cause">Why.</param>
public sealed record UnreadablePath(string Path, Cause Cause)
{
    /// <summary>The entry is in the snapshot; only attributes of it are missing.</summary>
    public bool IsStored { get; init; }
}
