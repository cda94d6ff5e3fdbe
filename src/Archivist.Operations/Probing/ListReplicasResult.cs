namespace Archivist.Operations.Probing;

/// <summary>The replicas of the settings, in their order.</summary>
public sealed record ListReplicasResult(IReadOnlyList<ListedReplica> Replicas) : OperationResult;
