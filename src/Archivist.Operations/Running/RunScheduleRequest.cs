namespace Archivist.Operations.Running;

/// <summary>A schedule that is to be run now.</summary>
public sealed record RunScheduleRequest : OperationRequest
{
    /// <summary>The name of the schedule, or the path of its file.</summary>
    public required string Schedule { get; init; }
}
