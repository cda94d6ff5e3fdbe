namespace Archivist.Machine.Problems;

/// <summary>What is not rebuilt.</summary>
public enum StorageKind
{
    /// <summary>One Btrfs on several devices.</summary>
    BtrfsOnSeveralDevices,

    /// <summary>A member of a ZFS pool.</summary>
    Zfs,

    /// <summary>A bcache device.</summary>
    Bcache,

    /// <summary>RAID by the firmware or by a controller.</summary>
    FirmwareRaid,

    /// <summary>RAID by the kernel of another level than 0 and 1.</summary>
    RaidLevel,

    /// <summary>LUKS that only a TPM or another token opens.</summary>
    TokenOnlyLuks,

    /// <summary>A mounted BitLocker volume.</summary>
    BitLocker,

    /// <summary>A mounted file system of a kind that is not made.</summary>
    FileSystem,

    /// <summary>A logical volume that is a thin pool, a cache, a snapshot or a mirror.</summary>
    LogicalVolume,

    /// <summary>A partition table that is neither GPT nor MBR.</summary>
    PartitionTable,
}
