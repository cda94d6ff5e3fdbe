using Archivist.Platform.Problems;

namespace Archivist.Restore.Problems;

/// <summary>The mount point is not a directory.</summary>
public sealed record MountPointNotDirectory(string Point) : Problem(Failure.Usage, Point);
