namespace Archivist.Operations.Probing;

/// <summary>Asks for the replicas of the settings.</summary>
public sealed record ListReplicasRequest : OperationRequest;
