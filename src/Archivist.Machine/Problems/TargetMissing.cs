using Archivist.Platform.Problems;

namespace Archivist.Machine.Problems;

/// <summary>A disk of the old machine has no disk to come back on.</summary>
/// <param name="Disk">The old disk.</param>
/// <param name="Bytes">Its size.</param>
public sealed record TargetMissing(string Disk, long Bytes) : Problem(Failure.Usage, Disk);
