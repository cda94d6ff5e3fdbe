using Archivist.Platform.Problems;

namespace Archivist.Capture.Problems;

/// <summary>The read-only snapshot that a capture was read from could not be removed.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Cause">What went wrong.</param>
public sealed record PictureLeft(string Path, Cause Cause) : Problem(Failure.None, Path);
