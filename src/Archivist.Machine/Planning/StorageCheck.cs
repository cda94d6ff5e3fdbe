using Archivist.Machine.Problems;
using Archivist.Machine.Reading;
using Archivist.Platform.Problems;

namespace Archivist.Machine.Planning;

/// <summary>Finds what cannot be rebuilt before anything else is asked.</summary>
internal static class StorageCheck
{
    /// <summary>File systems that are created again.</summary>
    internal static readonly string[] Made = ["ext2", "ext3", "ext4", "xfs", "btrfs", "vfat", "swap"];

    private static readonly string[] Layers = ["crypto_LUKS", "LVM2_member", "linux_raid_member"];

    /// <exception cref="ArchivistException"><see cref="StorageNotRebuilt"/>.</exception>
    internal static void Require(MachineLayout layout, IReadOnlyList<BlockDevice> disks)
    {
        var devices = disks.SelectMany(disk => disk.WithAll()).DistinctBy(device => device.KernelName).ToList();
        foreach (var device in devices)
        {
            if (Find(layout, device, devices) is { } kind)
                throw new ArchivistException(new StorageNotRebuilt(device.Path, kind));
        }
    }

    /// <exception cref="ArchivistException"><see cref="StorageNotRebuilt"/>.</exception>
    internal static void Require(VolumeGroup group)
    {
        if (group.Special is { } volume)
            throw new ArchivistException(new StorageNotRebuilt($"{group.Name}/{volume}", StorageKind.LogicalVolume));
    }

    private static StorageKind? Find(MachineLayout layout, BlockDevice device, List<BlockDevice> devices) => device switch
    {
        { FileSystem: "zfs_member" } => StorageKind.Zfs,
        { FileSystem: "bcache" } => StorageKind.Bcache,
        { FileSystem: { } type } when type.EndsWith("_raid_member", StringComparison.Ordinal) && type is not "linux_raid_member" => StorageKind.FirmwareRaid,
        { FileSystem: "btrfs", Uuid: { } uuid } when devices.Count(other => other.FileSystem == "btrfs" && other.Uuid == uuid) > 1 => StorageKind.BtrfsOnSeveralDevices,
        { FileSystem: "crypto_LUKS", Uuid: { } uuid } when layout.Luks.GetValueOrDefault(uuid) is { HasPassphrase: false } => StorageKind.TokenOnlyLuks,
        { FileSystem: "BitLocker" } when device.WithAll().Any(IsMounted) => StorageKind.BitLocker,
        { FileSystem: "linux_raid_member" } when device.Children.Any(array => array.Type is not ("raid0" or "raid1")) => StorageKind.RaidLevel,
        { FileSystem: { } type } when IsMounted(device) && !Made.Contains(type) && !Layers.Contains(type) => StorageKind.FileSystem,
        _ => null,
    };

    /// <summary>Mounted where a system keeps its own, and not a stick that was plugged in.</summary>
    internal static bool IsMounted(BlockDevice device) => device.MountPoints.Any(IsOwn);

    internal static bool IsOwn(string point) => !point.StartsWith("/media/", StringComparison.Ordinal) && !point.StartsWith("/run/", StringComparison.Ordinal);
}
