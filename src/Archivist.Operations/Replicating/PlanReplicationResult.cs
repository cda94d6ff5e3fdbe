namespace Archivist.Operations.Replicating;

/// <summary>What bringing replicas up to date takes. The verdict is the most severe failure.</summary>
/// <param name="Replicas">One for each replica, in the order of the request.</param>
/// <param name="Source">What is read for them.</param>
public sealed record PlanReplicationResult(IReadOnlyList<PlannedReplica> Replicas, PlannedSource Source) : OperationResult;
