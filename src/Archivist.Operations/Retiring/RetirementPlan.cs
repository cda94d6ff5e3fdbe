using Archivist.Replicas.Placement;

namespace Archivist.Operations.Retiring;

/// <summary>What retiring a replica leaves.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Where its data is and stays, without credentials.</param>
/// <param name="Policy">How the placement policy compares with the verified copies without it.</param>
public sealed record RetirementPlan(string Name, string Address, IReadOnlyList<PlacementFinding> Policy);
