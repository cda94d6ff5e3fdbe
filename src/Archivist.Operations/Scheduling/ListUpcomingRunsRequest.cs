namespace Archivist.Operations.Scheduling;

/// <summary>The next runs of all schedules that are on.</summary>
public sealed record ListUpcomingRunsRequest : OperationRequest
{
    /// <summary>How many at most, 1 or more.</summary>
    public int Count { get; init; } = 10;
}
