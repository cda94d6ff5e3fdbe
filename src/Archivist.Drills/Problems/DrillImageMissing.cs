using Archivist.Platform.Problems;

namespace Archivist.Drills.Problems;

/// <summary>There is no image to boot at a path.</summary>
public sealed record DrillImageMissing(string Path) : Problem(Failure.MediumFailed, Path);
