namespace Archivist.Machine.Problems;

/// <summary>Why a part of a machine cannot be made again on a new disk.</summary>
public enum NotRebuiltReason
{
    /// <summary>A Btrfs file system lies on several devices.</summary>
    BtrfsOnSeveralDevices,

    /// <summary>A member of a ZFS pool.</summary>
    Zfs,

    /// <summary>A cache of bcache, or what it caches.</summary>
    Bcache,

    /// <summary>A member of an array that the firmware configures (Intel RST, DDF and others).</summary>
    FirmwareRaid,

    /// <summary>A logical disk of a RAID controller: the array is configured in the controller.</summary>
    RaidController,

    /// <summary>An md array of another level than 0 and 1.</summary>
    RaidLevel,

    /// <summary>A logical volume of a kind that a metadata backup does not bring back (thin, cache, RAID).</summary>
    LogicalVolumeKind,

    /// <summary>A LUKS container that no passphrase opens: only a TPM, a token or a key server does.</summary>
    LuksWithoutPassphrase,

    /// <summary>A volume encrypted by BitLocker.</summary>
    BitLocker,

    /// <summary>A file system that no tool of a rebuild makes, or that lsblk does not know.</summary>
    UnknownFileSystem,

    /// <summary>A kind of device that a rebuild does not know.</summary>
    UnknownDevice,
}
