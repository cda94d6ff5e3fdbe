using Archivist.Machine.Problems;
using Archivist.Machine.Reading;
using Archivist.Platform.Problems;

namespace Archivist.Machine.Planning;

/// <summary>What of a layout comes back: the disks with mounted file systems and what belongs to them. Immutable.</summary>
internal sealed class OldMachine
{
    private OldMachine(MachineLayout layout, IReadOnlyList<OldDisk> disks)
    {
        (Layout, Disks) = (layout, disks);
        Mounts = PlannedMount.Of(layout, disks.Select(disk => disk.Device));
        Boot = Mounts.Where(mount => mount.Target is "/" or "/boot" or "/boot/grub").MaxBy(mount => mount.Target.Length);
    }

    internal MachineLayout Layout { get; }

    internal IReadOnlyList<OldDisk> Disks { get; }

    internal IReadOnlyList<PlannedMount> Mounts { get; }

    /// <summary>The mount that GRUB's files are on; null when no root file system is known.</summary>
    internal PlannedMount? Boot { get; }

    /// <summary>Whether a disk carries GRUB's files, alone or with others.</summary>
    internal bool IsBootDisk(OldDisk disk) => Boot is { } boot && disk.Device.WithAll().Any(device => device.KernelName == boot.Device.KernelName);

    /// <summary>Whether everything on a disk is also on others: members of mirrors that have another member there.</summary>
    internal bool IsMirror(OldDisk disk, IEnumerable<OldDisk> others)
    {
        var members = others.SelectMany(other => other.Device.WithAll()).Where(device => device.FileSystem == "linux_raid_member").Select(device => device.Uuid).ToHashSet();
        var parts = disk.Device.Children.Where(child => child.FileSystem is not (null or "vfat" or "swap")).ToList();
        return parts.Count > 0 && parts.All(part => part.FileSystem == "linux_raid_member" && members.Contains(part.Uuid) && part.Children.All(array => array.Type == "raid1"));
    }

    /// <summary>What a device is built on, from the disk up, without itself.</summary>
    internal IReadOnlyList<BlockDevice> Below(BlockDevice device) => Disks.Select(disk => Path(disk.Device, device.KernelName)).FirstOrDefault(path => path is not null) ?? [];

    private static List<BlockDevice>? Path(BlockDevice from, string name)
    {
        foreach (var child in from.Children)
        {
            if (child.KernelName == name)
                return [from];
            if (Path(child, name) is { } rest)
                return [from, .. rest];
        }

        return null;
    }

    /// <exception cref="ArchivistException">Nothing is mounted, something is not rebuilt, or a file of the layout is missing.</exception>
    internal static OldMachine Of(MachineLayout layout)
    {
        // Compressed swap in memory is a disk to lsblk.
        var all = layout.Devices.Where(device => device.Type == "disk" && !device.KernelName.StartsWith("zram", StringComparison.Ordinal)).ToList();
        var disks = all.Where(disk => disk.WithAll().Any(StorageCheck.IsMounted)).ToList();
        var groups = Groups(layout, disks);
        disks = [.. all.Where(disk => disks.Contains(disk) || Groups(layout, [disk]).Any(groups.Contains))];
        if (disks.Count == 0)
            throw new ArchivistException(new LayoutWithoutDisk());
        StorageCheck.Require(layout, disks);
        return new OldMachine(layout, [.. disks.Select(disk => new OldDisk(disk, TableOf(layout, disk)))]);
    }

    private static HashSet<string> Groups(MachineLayout layout, IEnumerable<BlockDevice> disks)
    {
        var found = new HashSet<string>();
        foreach (var device in disks.SelectMany(disk => disk.WithAll()).Where(device => device.FileSystem == "LVM2_member"))
        {
            if (VolumeGroup.Find(layout, device.Uuid) is { } group)
                found.Add(group.Name);
        }

        return found;
    }

    private static PartitionTable? TableOf(MachineLayout layout, BlockDevice disk)
    {
        var name = disk.KernelName.Replace('/', '!');
        if (layout.Tables.GetValueOrDefault(name) is not { } table)
            return disk.Children.Any(child => child.Type == "part") ? throw new ArchivistException(new LayoutIncomplete($"sfdisk/{name}.dump")) : null;
        return table.Label is "gpt" or "dos" ? table : throw new ArchivistException(new StorageNotRebuilt(disk.Path, StorageKind.PartitionTable));
    }
}
