using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A finished image cannot be given its name.</summary>
public sealed record ImageNotNamed(string Path, Cause Cause) : Problem(Failure.Failed, Path);
