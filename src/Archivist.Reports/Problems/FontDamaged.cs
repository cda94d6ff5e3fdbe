using Archivist.Platform.Problems;

namespace Archivist.Reports.Problems;

/// <summary>A font file cannot be read.</summary>
public sealed record FontDamaged(string Path, Cause Cause) : Problem(Failure.Failed, Path);
