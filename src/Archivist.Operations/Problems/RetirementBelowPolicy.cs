using Archivist.Platform.Problems;
using Archivist.Replicas.Placement;

namespace Archivist.Operations.Problems;

/// <summary>Without a replica the verified copies would not meet the placement policy.</summary>
/// <param name="Replica">Its name.</param>
/// <param name="Rules">The rules that would not be met.</param>
public sealed record RetirementBelowPolicy(string Replica, IReadOnlyList<PlacementFinding> Rules) : Problem(Failure.BelowPolicy, Replica);
