namespace Archivist.Discs.Building;

/// <summary>Which discs of a set boot.</summary>
public enum RecoveryDiscs
{
    /// <summary>The first one.</summary>
    First,

    /// <summary>Every one.</summary>
    Each,

    /// <summary>None.</summary>
    None,
}
