namespace Archivist.Operations.Repairing;

/// <summary>Which replicas to repair.</summary>
public sealed record ReplicaRepairRequest : OperationRequest
{
    /// <summary>Names of replicas of the settings; empty for all.</summary>
    public IReadOnlyList<string> Replicas { get; init; } = [];

    /// <summary>More places to take good copies from: addresses, such as discs.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Repairs the local repository too, from its replicas.</summary>
    public bool RepairsRepository { get; init; }

    /// <summary>Changes nothing.</summary>
    public bool IsDryRun { get; init; }
}
