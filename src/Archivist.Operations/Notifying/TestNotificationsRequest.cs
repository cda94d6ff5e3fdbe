namespace Archivist.Operations.Notifying;

/// <summary>Targets of notifications are to be tried.</summary>
public sealed record TestNotificationsRequest : OperationRequest
{
    /// <summary>The only target to try; null for all.</summary>
    public string? Target { get; init; }

    /// <summary>Receives the outcome of each target as soon as it has answered, one at a time.</summary>
    public Action<TestedTarget> Tested { get; init; } = _ => { };
}
