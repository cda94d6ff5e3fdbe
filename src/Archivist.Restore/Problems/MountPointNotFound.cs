using Archivist.Platform.Problems;

namespace Archivist.Restore.Problems;

/// <summary>The directory to mount on does not exist.</summary>
public sealed record MountPointNotFound(string Point) : Problem(Failure.Usage, Point);
