namespace Archivist.Discs.Rescue;

/// <summary>The state of a sector. The values are the characters of GNU ddrescue's map file (manual, "Mapfile structure").</summary>
public enum SectorState : byte
{
    /// <summary>Not tried yet.</summary>
    NonTried = (byte)'?',

    /// <summary>A larger read that includes it failed.</summary>
    NonTrimmed = (byte)'*',

    /// <summary>It lies between two sectors that failed.</summary>
    NonScraped = (byte)'/',

    /// <summary>It was read alone, and that failed.</summary>
    Bad = (byte)'-',

    /// <summary>It was read.</summary>
    Finished = (byte)'+',
}
