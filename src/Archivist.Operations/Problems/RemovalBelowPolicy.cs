using Archivist.Platform.Problems;
using Archivist.Replicas.Placement;

namespace Archivist.Operations.Problems;

/// <summary>Nothing is removed from the repository while its placement policy is not met.</summary>
/// <param name="Rules">The rules that are not met.</param>
public sealed record RemovalBelowPolicy(IReadOnlyList<PlacementFinding> Rules) : Problem(Failure.BelowPolicy, "policy");
