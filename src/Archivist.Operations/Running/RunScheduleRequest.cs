using Archivist.Operations.Problems;

namespace Archivist.Operations.Running;

/// <summary>A schedule that is to be run now.</summary>
public sealed record RunScheduleRequest : OperationRequest
{
    /// <summary>The name of the schedule, or the path of its file.</summary>
    public required string Schedule { get; init; }

    /// <summary>Goes on with the last run if that was killed or stopped, from its first step that is not done, and does nothing otherwise.</summary>
    public bool Continues { get; init; }

    /// <summary>Asked before each step that reaches replicas over a network; one that has to wait ends the run, which can be continued (<see cref="RunHeld"/>). Null to let all begin.</summary>
    internal Func<CancellationToken, Task<HoldReason?>>? FindNetworkHold { get; init; }
}
