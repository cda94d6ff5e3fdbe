namespace Archivist.Operations.Probing;

/// <summary>What probes of some replicas showed. The verdict is the most severe failure.</summary>
/// <param name="Replicas">One for each replica, in the order of the request.</param>
public sealed record TestReplicasResult(IReadOnlyList<TestedReplica> Replicas) : OperationResult;
