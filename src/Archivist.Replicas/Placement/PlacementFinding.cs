namespace Archivist.Replicas.Placement;

/// <summary>How one rule of a placement policy compares with the copies that there are.</summary>
/// <param name="Rule">What is counted.</param>
/// <param name="Wanted">The least that the policy asks for.</param>
/// <param name="Counted">The number among the good copies.</param>
public sealed record PlacementFinding(PlacementRule Rule, int Wanted, int Counted)
{
    /// <summary>There are enough.</summary>
    public bool IsMet => Counted >= Wanted;
}
