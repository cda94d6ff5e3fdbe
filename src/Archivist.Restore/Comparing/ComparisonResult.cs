namespace Archivist.Restore.Comparing;

/// <summary>The result of a comparison.</summary>
/// <param name="Entries">Files, directories, links and others compared.</param>
/// <param name="Files">Files whose every byte was compared.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Differences">All differences.</param>
public sealed record ComparisonResult(long Entries, long Files, long Bytes, IReadOnlyList<TreeDifference> Differences);
