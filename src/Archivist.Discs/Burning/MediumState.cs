namespace Archivist.Discs.Burning;

/// <summary>The state of the medium in a recorder.</summary>
public enum MediumState
{
    /// <summary>There is none, or the tray is open.</summary>
    Missing,

    /// <summary>Nothing was ever written to it, or it was blanked.</summary>
    Blank,

    /// <summary>It holds content that would be overwritten.</summary>
    Overwritable,

    /// <summary>It is full or closed, and can only be read.</summary>
    Closed,
}
