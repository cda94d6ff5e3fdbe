using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A path cannot be looked at.</summary>
public sealed record PathNotInspectable(string Path, Cause Cause) : Problem(Failure.Failed, Path);
