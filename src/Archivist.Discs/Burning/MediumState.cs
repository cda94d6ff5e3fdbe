namespace Archivist.Discs.Burning;

/// <summary>What a recorder can do with the medium in it.</summary>
public enum MediumState
{
    /// <summary>There is none, or the tray is open.</summary>
    Missing,

    /// <summary>Nothing was ever written to it, or it was blanked.</summary>
    Blank,

    /// <summary>Something is on it and would be overwritten.</summary>
    Overwritable,

    /// <summary>It is full or closed, and can only be read.</summary>
    Closed,
}
