using Archivist.Platform.Problems;

namespace Archivist.Machine.Problems;

/// <summary>What has to come back does not fit on a disk.</summary>
/// <param name="Disk">The disk.</param>
/// <param name="Needed">The bytes that a disk needs at least.</param>
/// <param name="Available">The bytes of this disk.</param>
/// <param name="FileSystem">What needs the most: a mount point, or the name of a partition.</param>
/// <param name="FileSystemNeeds">The bytes that this needs at least.</param>
public sealed record TargetTooSmall(string Disk, long Needed, long Available, string FileSystem, long FileSystemNeeds) : Problem(Failure.NoSpace, Disk);
