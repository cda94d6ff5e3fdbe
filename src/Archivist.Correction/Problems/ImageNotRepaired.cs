using Archivist.Platform.Problems;

namespace Archivist.Correction.Problems;

/// <summary>A repaired sector cannot be written to an image.</summary>
public sealed record ImageNotRepaired(Failure Failure, string Path, Cause Cause) : Problem(Failure, Path);
