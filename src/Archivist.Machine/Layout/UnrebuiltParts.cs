using Archivist.Machine.Problems;
using Archivist.Machine.Reading;
using Archivist.Platform.Problems;

namespace Archivist.Machine.Layout;

/// <summary>Finds what of a machine cannot be made again on a new disk.</summary>
internal static class UnrebuiltParts
{
    private static readonly string[] KnownTypes = ["disk", "part", "crypt", "lvm", "raid0", "raid1", "loop", "rom"];

    /// <summary>Layers, and file systems that are files of a system or media.</summary>
    private static readonly string[] PassedOver = ["LVM2_member", "linux_raid_member", "crypto_LUKS", "swsuspend", "squashfs", "erofs", "iso9660", "udf"];

    private static readonly string[] ControllerModels = ["PERC", "MegaRAID", "ServeRAID", "Smart Array", "LOGICAL VOLUME", "LOGICAL_VOLUME", "RAID"];

    /// <summary>All, in the order of lsblk; each device once for each reason.</summary>
    /// <param name="graph">The devices.</param>
    /// <param name="headers">LUKS containers by UUID.</param>
    /// <param name="groups">Volume groups.</param>
    internal static IReadOnlyList<Problem> Find(DeviceGraph graph, IReadOnlyDictionary<string, LuksMetadata> headers, IReadOnlyList<LvmGroup> groups) =>
    [
        .. graph.Own.SelectMany(device => Find(device, headers)),
        .. graph.Own.Where(device => device.FileSystem == "btrfs" && device.Uuid is not null).GroupBy(device => device.Uuid).Where(same => same.Count() > 1)
            .Select(same => new PartNotRebuilt(same.First().Path, NotRebuiltReason.BtrfsOnSeveralDevices, string.Join(", ", same.Select(device => device.Path)))),
        .. groups.Where(group => group.UnrestoredKind is not null).Select(group => new PartNotRebuilt(group.Name, NotRebuiltReason.LogicalVolumeKind, group.UnrestoredKind!)),
    ];

    private static IEnumerable<PartNotRebuilt> Find(BlockDevice device, IReadOnlyDictionary<string, LuksMetadata> headers)
    {
        if (device.KernelName.StartsWith("bcache", StringComparison.Ordinal))
            yield return new PartNotRebuilt(device.Path, NotRebuiltReason.Bcache, "");
        else if (device.Type.StartsWith("raid", StringComparison.Ordinal) && !KnownTypes.Contains(device.Type))
            yield return new PartNotRebuilt(device.Path, NotRebuiltReason.RaidLevel, device.Type);
        else if (!KnownTypes.Contains(device.Type))
            yield return new PartNotRebuilt(device.Path, NotRebuiltReason.UnknownDevice, device.Type);
        if (device.Model is { } model && device.Type == "disk" && Array.Exists(ControllerModels, word => model.Contains(word, StringComparison.OrdinalIgnoreCase)))
            yield return new PartNotRebuilt(device.Path, NotRebuiltReason.RaidController, model);
        switch (device.FileSystem)
        {
            case null when device.MountPoints.Count > 0:
                yield return new PartNotRebuilt(device.Path, NotRebuiltReason.UnknownFileSystem, "");
                break;
            case null:
                break;
            case "zfs_member":
                yield return new PartNotRebuilt(device.Path, NotRebuiltReason.Zfs, device.Label ?? "");
                break;
            case "bcache":
                yield return new PartNotRebuilt(device.Path, NotRebuiltReason.Bcache, "");
                break;
            case "BitLocker":
                yield return new PartNotRebuilt(device.Path, NotRebuiltReason.BitLocker, "");
                break;
            case "crypto_LUKS":
                if (device.Uuid is { } uuid && headers.TryGetValue(uuid, out var header) && !header.HasPassphrase)
                    yield return new PartNotRebuilt(device.Path, NotRebuiltReason.LuksWithoutPassphrase, "");
                break;
            case "linux_raid_member":
                break;
            case var member when member.EndsWith("_raid_member", StringComparison.Ordinal):
                yield return new PartNotRebuilt(device.Path, NotRebuiltReason.FirmwareRaid, member[..^"_raid_member".Length]);
                break;
            case var other when !DeviceGraph.IsMakeable(device) && !PassedOver.Contains(other):
                yield return new PartNotRebuilt(device.Path, NotRebuiltReason.UnknownFileSystem, other);
                break;
        }
    }
}
