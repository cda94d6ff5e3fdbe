using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>An image is written into a directory that it contains.</summary>
public sealed record OutputInsideSource(string Path) : Problem(Failure.None, Path);
