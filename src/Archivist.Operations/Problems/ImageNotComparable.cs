using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>An image cannot be compared with what the catalogue knows.</summary>
public sealed record ImageNotComparable(string Path, Problem Reason) : Problem(Reason.Failure, Path);
