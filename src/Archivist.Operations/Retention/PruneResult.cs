namespace Archivist.Operations.Retention;

/// <summary>What pruning removed, or would.</summary>
/// <param name="Outcome">The numbers.</param>
/// <param name="IsDryRun">Nothing was changed.</param>
public sealed record PruneResult(PruneOutcome Outcome, bool IsDryRun) : OperationResult;
