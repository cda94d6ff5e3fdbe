using Archivist.Platform.Problems;

namespace Archivist.Restore.Problems;

/// <summary>The kernel refused to mount.</summary>
public sealed record MountRefused(string Point, Cause Cause) : Problem(Failure.Failed, Point);
