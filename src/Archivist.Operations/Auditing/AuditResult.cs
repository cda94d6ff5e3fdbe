using Archivist.Platform.Problems;
using Archivist.Replicas.Placement;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Auditing;

/// <summary>What an audit of some replicas showed. The verdict is the most severe failure.</summary>
/// <param name="Replicas">One for each replica, in the order of the request.</param>
public sealed record AuditResult(IReadOnlyList<AuditedReplica> Replicas) : OperationResult
{
    /// <summary>How the placement policy compares with the copies that are good; null where no settings are used.</summary>
    public IReadOnlyList<PlacementFinding>? Policy { get; init; }

    /// <summary>Where what the settings claim of these replicas does not fit what was looked up; also, without a failure, which copies are lost together.</summary>
    public IReadOnlyList<Problem> Claims { get; init; } = [];

    /// <summary>Discs that have good copies of objects with findings.</summary>
    public IReadOnlyList<DiscWitness> Witnesses { get; init; } = [];

    /// <summary>Objects without a good copy in the repository, on any replica that answers, or on a disc that was named.</summary>
    public IReadOnlyList<ObjectName> Lost { get; init; } = [];
}
