namespace Archivist.Operations.Locking;

/// <summary>What was removed.</summary>
/// <param name="Removed">The number of locks that were removed, or would be.</param>
/// <param name="IsDryRun">Nothing was changed.</param>
public sealed record UnlockResult(int Removed, bool IsDryRun) : OperationResult;
