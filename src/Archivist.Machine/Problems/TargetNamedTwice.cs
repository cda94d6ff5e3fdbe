using Archivist.Platform.Problems;

namespace Archivist.Machine.Problems;

/// <summary>A disk was named twice, for two disks of the old machine.</summary>
public sealed record TargetNamedTwice(string Disk) : Problem(Failure.Usage, Disk);
