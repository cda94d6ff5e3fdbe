using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>A place for an image cannot be used.</summary>
public sealed record TargetUnusable(string Path, Cause Cause) : Problem(Failure.MediumFailed, Path);
