using Archivist.Machine.Reading;

namespace Archivist.Machine.Planning;

/// <summary>A mount of the old machine that the new one gets. Immutable.</summary>
/// <param name="Target">The mount point.</param>
/// <param name="Device">What is mounted.</param>
/// <param name="Options">What the mount needs to be the same: the subvolume, and compression; empty for nothing.</param>
internal sealed record PlannedMount(string Target, BlockDevice Device, string Options)
{
    /// <summary>The subvolume with a slash at the front; empty for the top.</summary>
    internal string Subvolume => Options.Split(',').Where(option => option.StartsWith("subvol=", StringComparison.Ordinal)).Select(option => "/" + option["subvol=".Length..].TrimStart('/')).FirstOrDefault("/") is var path and not "/" ? path : "";

    /// <summary>Those of some devices, in the order in which they are mounted.</summary>
    internal static IReadOnlyList<PlannedMount> Of(MachineLayout layout, IEnumerable<BlockDevice> disks) =>
    [
        .. disks.SelectMany(disk => disk.WithAll()).DistinctBy(device => device.KernelName).Where(device => device.FileSystem is { } type && type is not "swap" && StorageCheck.Made.Contains(type))
            .SelectMany(device => Of(layout, device)).DistinctBy(mount => mount.Target).OrderBy(mount => mount.Target, StringComparer.Ordinal),
    ];

    /// <summary>Those of one device; what is a part of it, and no subvolume, is a second view of files that are there already.</summary>
    private static IEnumerable<PlannedMount> Of(MachineLayout layout, BlockDevice device)
    {
        var found = layout.Mounts.Where(mount => (mount.Device == device.Path || (device.Uuid is not null && mount.Uuid == device.Uuid)) && StorageCheck.IsOwn(mount.Target) && !mount.IsBind).ToList();
        return found.Count > 0 ? found.Select(mount => new PlannedMount(mount.Target, device, OptionsOf(device, mount)))
            : device.MountPoints.Where(StorageCheck.IsOwn).Select(point => new PlannedMount(point, device, ""));
    }

    private static string OptionsOf(BlockDevice device, MountEntry mount)
    {
        if (device.FileSystem != "btrfs")
            return "";
        return string.Join(',', new[] { "subvol", "compress", "compress-force" }.Select(name => mount.Option(name) is { } value ? $"{name}={value}" : null).OfType<string>());
    }
}
