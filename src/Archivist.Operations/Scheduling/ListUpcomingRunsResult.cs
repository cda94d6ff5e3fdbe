namespace Archivist.Operations.Scheduling;

/// <summary>The next runs, the earliest first.</summary>
public sealed record ListUpcomingRunsResult(IReadOnlyList<UpcomingRun> Runs) : OperationResult
{
    /// <summary>The number of schedules that the calendar starts.</summary>
    public required int On { get; init; }
}
