namespace Archivist.Operations.Tagging;

/// <summary>What was changed.</summary>
/// <param name="Changed">The number of snapshots that were changed, or would be.</param>
/// <param name="IsDryRun">Nothing was changed.</param>
public sealed record TagResult(int Changed, bool IsDryRun) : OperationResult;
