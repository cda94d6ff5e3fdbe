using Archivist.Platform.Problems;

namespace Archivist.Correction.Problems;

/// <summary>Error correction cannot be added to an image.</summary>
public sealed record ImageNotProtected(string Path, Cause Cause) : Problem(Failure.Failed, Path);
