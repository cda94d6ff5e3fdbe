namespace Archivist.Operations.Retiring;

/// <summary>A replica to retire.</summary>
/// <param name="Name">Its name in the settings.</param>
public sealed record RetireReplicaRequest(string Name) : OperationRequest
{
    /// <summary>Retires it also when the verified copies would not meet the placement policy without it.</summary>
    public bool AllowsBelowPolicy { get; init; }

    /// <summary>Consent was given in advance.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>Changes nothing.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Receives what would be left, before the question.</summary>
    public required Action<RetirementPlan> Planned { get; init; }
}
