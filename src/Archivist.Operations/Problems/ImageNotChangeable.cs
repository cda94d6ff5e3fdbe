using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>An image file cannot be changed.</summary>
public sealed record ImageNotChangeable(string Path, Cause Cause) : Problem(Failure.Failed, Path);
