namespace Archivist.Discs.Problems;

/// <summary>The name of a disc for display. The private constructor closes the set. Immutable.</summary>
public abstract record DiscTitle
{
    private DiscTitle()
    {
    }

    /// <summary>A disc of a set.</summary>
    /// <param name="Volume">Its number, from 1.</param>
    /// <param name="Of">The number of discs in the set.</param>
    /// <param name="Set">The name of the set.</param>
    /// <param name="Label">The label that is written on it.</param>
    public sealed record OfSet(int Volume, int Of, string Set, string Label) : DiscTitle;

    /// <summary>A disc that was made before discs had records.</summary>
    public sealed record Labelled(string Label) : DiscTitle;

    /// <summary>A disc without a volume label.</summary>
    public sealed record Unlabelled : DiscTitle;

    /// <summary>A directory with a part of a repository, which stands in for a disc.</summary>
    public sealed record Part(string Location) : DiscTitle;

    /// <summary>A disc of another repository.</summary>
    public sealed record OfOtherRepository(DiscTitle Disc) : DiscTitle;

    /// <summary>A disc without a repository.</summary>
    public sealed record WithoutRepository : DiscTitle;
}
