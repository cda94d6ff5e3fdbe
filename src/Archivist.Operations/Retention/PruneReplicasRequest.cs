namespace Archivist.Operations.Retention;

/// <summary>Which replicas to prune.</summary>
public sealed record PruneReplicasRequest : OperationRequest
{
    /// <summary>Names of replicas of the settings; empty for all of them.</summary>
    public IReadOnlyList<string> Replicas { get; init; } = [];

    /// <summary>Removes what the plan names; otherwise nothing is changed.</summary>
    public bool Removes { get; init; }

    /// <summary>Goes ahead although the placement policy is not met.</summary>
    public bool AllowsBelowPolicy { get; init; }
}
