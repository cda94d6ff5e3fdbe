namespace Archivist.Operations.Replicating;

/// <summary>Which replicas to bring up to date.</summary>
public sealed record ReplicateRequest : OperationRequest
{
    /// <summary>Names of replicas of the settings, or addresses; empty for all of the settings.</summary>
    public IReadOnlyList<string> Replicas { get; init; } = [];

    /// <summary>The replica to copy from, by a name of the settings or an address: then the repository is not read at all. Null for the repository.</summary>
    public string? From { get; init; }

    /// <summary>Uses a metered network also for replicas that wait while it is metered.</summary>
    public bool UsesMetered { get; init; }

    /// <summary>Begins replicas where there is none, also where one was lost or has moved.</summary>
    public bool Begins { get; init; }
}
