using Archivist.Platform.Problems;

namespace Archivist.Images.Problems;

/// <summary>ISO 9660 and UDF disagree about an entry.</summary>
public sealed record ImageTreesDiffer(string Path, long Offset, TreeDifference Difference) : Problem(Failure.MediumFailed, Path);
