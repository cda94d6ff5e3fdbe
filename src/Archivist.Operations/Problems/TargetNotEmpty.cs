using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A file would be overwritten in place, and it holds something.</summary>
public sealed record TargetNotEmpty(string Path) : Problem(Failure.Usage, Path);
