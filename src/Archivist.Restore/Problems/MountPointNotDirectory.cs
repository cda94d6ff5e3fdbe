using Archivist.Platform.Problems;

namespace Archivist.Restore.Problems;

/// <summary>What should be mounted on is not a directory.</summary>
public sealed record MountPointNotDirectory(string Point) : Problem(Failure.Usage, Point);
