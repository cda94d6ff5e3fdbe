namespace Archivist.Operations.Scheduling;

/// <summary>A schedule is to be paused or resumed.</summary>
public sealed record SwitchScheduleRequest : OperationRequest
{
    /// <summary>Its name.</summary>
    public required string Schedule { get; init; }

    /// <summary>True to resume it, false to pause it.</summary>
    public required bool IsOn { get; init; }

    /// <summary>Why; null for no reason given.</summary>
    public string? Reason { get; init; }
}
