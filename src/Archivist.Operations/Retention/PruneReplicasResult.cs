namespace Archivist.Operations.Retention;

/// <summary>What was pruned, or would be. The verdict is the most severe failure.</summary>
/// <param name="Replicas">One for each replica, in the order of the request.</param>
/// <param name="IsDryRun">Nothing was changed.</param>
public sealed record PruneReplicasResult(IReadOnlyList<PrunedReplica> Replicas, bool IsDryRun) : OperationResult;
