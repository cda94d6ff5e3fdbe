using Archivist.Platform.Problems;

namespace Archivist.Machine.Problems;

/// <summary>A disk refuses writes.</summary>
public sealed record TargetReadOnly(string Disk) : Problem(Failure.MediumFailed, Disk);
