using Archivist.Platform.Problems;

namespace Archivist.Machine.Problems;

/// <summary>More disks were named than the old machine had.</summary>
/// <param name="Disk">The first one too many.</param>
/// <param name="Needed">How many disks the old machine had.</param>
public sealed record TargetNotNeeded(string Disk, int Needed) : Problem(Failure.Usage, Disk);
