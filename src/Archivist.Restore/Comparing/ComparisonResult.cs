namespace Archivist.Restore.Comparing;

/// <summary>What a comparison established.</summary>
/// <param name="Entries">Files, folders, links and others compared.</param>
/// <param name="Files">Files whose every byte was compared.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Differences">Everything that differs.</param>
public sealed record ComparisonResult(long Entries, long Files, long Bytes, IReadOnlyList<TreeDifference> Differences);
