using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Replicas.Placement;
using Archivist.Replicas.Synchronizing;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Replicating;

/// <summary>How bringing one copy up to date ended.</summary>
/// <param name="Target">The copy; null when it could not be opened.</param>
/// <param name="Result">What was copied; null when it failed.</param>
/// <param name="Failure">Why it failed; null when it is complete.</param>
internal sealed record CopyAttempt(IObjectStore? Target, SynchronizeResult? Result, ArchivistException? Failure)
{
    /// <summary>Snapshots and packs that were there before and had disappeared; they were copied again.</summary>
    internal IReadOnlyList<ObjectName> Vanished { get; init; } = [];

    /// <summary>It waits for a network that is not metered, which is no failure.</summary>
    internal bool IsWaiting => Failure?.Problem is ReplicaWaits;

    /// <summary>The code of a failure: a copy that is gone is below policy only when too few others are complete.</summary>
    internal static Failure CodeOf(ArchivistException failure, int complete, PlacementPolicy? policy) =>
        failure.Failure is Platform.Problems.Failure.BelowPolicy && policy?.IsEnough(complete) is true ? Platform.Problems.Failure.Findings : failure.Failure;
}
