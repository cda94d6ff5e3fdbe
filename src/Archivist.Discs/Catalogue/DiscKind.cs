namespace Archivist.Discs.Catalogue;

/// <summary>What a set of discs holds. The words are those of docs/formats/catalogue.md.</summary>
public enum DiscKind
{
    /// <summary>Everything that the repository held.</summary>
    Full,

    /// <summary>Only what an earlier set lacks.</summary>
    Delta,

    /// <summary>Redundancy over the other discs of its set, and no packs.</summary>
    Recovery,
}
