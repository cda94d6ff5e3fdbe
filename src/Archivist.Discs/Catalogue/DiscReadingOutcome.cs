namespace Archivist.Discs.Catalogue;

/// <summary>The result of reading a whole disc.</summary>
public enum DiscReadingOutcome
{
    /// <summary>Every sector, as it was written.</summary>
    Good,

    /// <summary>Some sectors were wrong or unreadable, and error correction gave all of them back.</summary>
    Corrected,

    /// <summary>Something is lost on this disc.</summary>
    Damaged,
}
