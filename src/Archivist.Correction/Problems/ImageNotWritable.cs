using Archivist.Platform.Problems;

namespace Archivist.Correction.Problems;

/// <summary>An image cannot be opened to be repaired in place.</summary>
public sealed record ImageNotWritable(string Path, Cause Cause) : Problem(Failure.MediumFailed, Path);
