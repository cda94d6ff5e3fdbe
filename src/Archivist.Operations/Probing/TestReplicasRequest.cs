namespace Archivist.Operations.Probing;

/// <summary>Which replicas to probe.</summary>
public sealed record TestReplicasRequest : OperationRequest
{
    /// <summary>Names of replicas of the settings, or addresses; empty for all of the settings.</summary>
    public IReadOnlyList<string> Replicas { get; init; } = [];
}
