using Archivist.Platform.Blocks;
using Archivist.Platform.Problems;

namespace Archivist.Machine.Problems;

/// <summary>A disk is mounted or in use in another way.</summary>
public sealed record TargetInUse(string Disk, DeviceUse Use) : Problem(Failure.Usage, Disk);
