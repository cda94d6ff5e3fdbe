namespace Archivist.Discs.Rescue;

/// <summary>What became of a sector so far. The values are the characters of GNU ddrescue's map file (manual, "Mapfile structure").</summary>
public enum SectorState : byte
{
    /// <summary>Nobody tried to read it.</summary>
    NonTried = (byte)'?',

    /// <summary>A larger read with it in it failed.</summary>
    NonTrimmed = (byte)'*',

    /// <summary>It lies between two sectors that failed.</summary>
    NonScraped = (byte)'/',

    /// <summary>It was read alone, and that failed.</summary>
    Bad = (byte)'-',

    /// <summary>It was read.</summary>
    Finished = (byte)'+',
}
