namespace Archivist.Operations.Discs.Sets;

/// <summary>Which discs of a set boot.</summary>
internal enum RecoveryDiscs
{
    /// <summary>The first one.</summary>
    First,

    /// <summary>Every one.</summary>
    Each,

    /// <summary>None.</summary>
    None,
}
