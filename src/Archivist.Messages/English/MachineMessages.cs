using Archivist.Machine.Disks;
using Archivist.Machine.Problems;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.Messages.English;

/// <summary>English for the problems of a machine's layout and of plans from it.</summary>
internal static class MachineMessages
{
    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        LayoutIncomplete(var file) => new Message($"{file}: missing in the layout of the machine", "Use a snapshot that was taken with the whole layout."),
        LayoutUnreadable(var file, var cause) => new Message($"{file}: is not the output of its tool: {CauseText.Of(cause)}", "Use the layout of another snapshot."),
        LayoutWithoutDisk => new Message("no disk in the layout has a mounted file system", "Use a layout that was captured in the running machine."),
        TargetMissing(var disk, var bytes) => new Message($"the old disk {disk} of {Quantity.Bytes(bytes)} has no disk to come back on", "Name one disk for each old disk."),
        TargetNotNeeded(var disk, var needed) => new Message($"{disk}: the old machine had only {Quantity.Count(needed, "disk", "disks")}", "Leave this disk out."),
        TargetNamedTwice(var disk) => new Message($"{disk}: was named twice", "Name another disk for each old disk."),
        TargetTooSmall(var disk, var needed, var available, var system, var systemNeeds) => new Message(
            $"{disk}: too small: it has {available} bytes ({Quantity.Bytes(available)}), and {needed} ({Quantity.Bytes(needed)}) are needed, {Quantity.Bytes(systemNeeds)} of them for {system}",
            "Use a larger disk."),
        TargetProtected(var disk, var reason, var place) => new Message(
            $"{disk}: holds {(reason is ProtectionReason.Medium ? "what the rebuild is read from" : "the repository or a replica of it")}: {place}", "Choose another disk."),
        TargetInUse(var disk, var use) => new Message($"{disk}: is in use: {DeviceUseText.Of(use)}", "Unmount it, or choose another disk."),
        TargetReadOnly(var disk) => new Message($"{disk}: refuses writes", "Remove its write protection, or choose another disk."),
        StorageNotRebuilt(var device, var kind) => new Message($"{device}: {Of(kind)} is not rebuilt", Next(kind)),
        _ => null,
    };

    private static string Of(StorageKind kind) => kind switch
    {
        StorageKind.BtrfsOnSeveralDevices => "a Btrfs on several devices",
        StorageKind.Zfs => "a ZFS pool",
        StorageKind.Bcache => "bcache",
        StorageKind.FirmwareRaid => "RAID by the firmware or a controller",
        StorageKind.RaidLevel => "RAID of another level than 0 and 1",
        StorageKind.TokenOnlyLuks => "LUKS that no passphrase opens",
        StorageKind.BitLocker => "a BitLocker volume",
        StorageKind.FileSystem => "this kind of file system",
        StorageKind.LogicalVolume => "a thin, cached, mirrored or snapshot volume",
        StorageKind.PartitionTable => "a partition table that is neither GPT nor MBR",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Next(StorageKind kind) => kind is StorageKind.TokenOnlyLuks
        ? "Add a passphrase to the container and capture the machine again, or restore the files onto a disk that you set up by hand."
        : "Set up the disk by hand, and restore the files onto it.";
}
