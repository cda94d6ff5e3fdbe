namespace Archivist.Discs.Catalogue;

/// <summary>The kinds of disc sets. The words are those of docs/formats/catalogue.md.</summary>
public enum DiscKind
{
    /// <summary>Everything that the repository held.</summary>
    Full,

    /// <summary>Only packs that are missing from an earlier set.</summary>
    Delta,

    /// <summary>Redundancy over the other discs of its set, and no packs.</summary>
    Recovery,
}
