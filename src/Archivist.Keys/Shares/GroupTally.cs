namespace Archivist.Keys.Shares;

/// <summary>Which shares of a group were given.</summary>
/// <param name="Group">Its index, counted from 0.</param>
/// <param name="Threshold">How many are needed; null as long as there is none that could say.</param>
/// <param name="Shares">Those given, in the order of their members.</param>
public sealed record GroupTally(int Group, int? Threshold, IReadOnlyList<Share> Shares)
{
    /// <summary>Whether they are enough for this group.</summary>
    public bool IsComplete => Shares.Count >= Threshold;

    /// <summary>How many are missing; null as long as no share says.</summary>
    public int? Missing => Threshold is { } threshold ? Math.Max(0, threshold - Shares.Count) : null;
}
