namespace Archivist.Discs.Problems;

/// <summary>Why a disk is not overwritten.</summary>
public enum DeviceFault
{
    /// <summary>It is an optical drive.</summary>
    OpticalDrive,

    /// <summary>It is not a whole disk.</summary>
    Partition,

    /// <summary>It is built into the machine.</summary>
    BuiltIn,
}
