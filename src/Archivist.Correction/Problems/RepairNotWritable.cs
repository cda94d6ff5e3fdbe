using Archivist.Platform.Problems;

namespace Archivist.Correction.Problems;

/// <summary>The repaired copy of an image cannot be written.</summary>
public sealed record RepairNotWritable(Failure Failure, string Path, Cause Cause) : Problem(Failure, Path);
