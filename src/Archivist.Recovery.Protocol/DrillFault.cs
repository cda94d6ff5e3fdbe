namespace Archivist.Recovery.Protocol;

/// <summary>What a drill spoils on purpose, to show that it would be noticed.</summary>
public enum DrillFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>One byte of one restored file is changed after the restore and before the comparison.</summary>
    AlterRestoredByte,
}
