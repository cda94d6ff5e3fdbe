using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A step of a run needs the network, which cannot be used now. The run can be continued.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="Step">The step.</param>
/// <param name="Reason">Why it waits.</param>
public sealed record RunHeld(string Schedule, string Step, HoldReason Reason) : Problem(Failure.TooFewReplicas, Schedule);
