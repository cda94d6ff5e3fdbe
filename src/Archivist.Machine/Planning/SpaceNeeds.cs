using Archivist.Machine.Reading;

namespace Archivist.Machine.Planning;

/// <summary>
/// Computes the least that devices need: file systems what is used, an eighth of that, and 128 MiB; swap space, ESPs and everything unknown their whole size. Not thread-safe.
/// </summary>
internal sealed class SpaceNeeds(MachineLayout layout, ICollection<PlanNote> notes)
{
    internal const long MiB = 1 << 20;

    /// <summary>The superblock, the bitmap and the space before the data of md's metadata 1.2.</summary>
    private const long ArrayOverhead = 160 * MiB;

    /// <summary>The least that mkfs.xfs accepts.</summary>
    private const long SmallestXfs = 300 * MiB;

    /// <summary>The least that mkfs.btrfs accepts is 109 MiB, and data and metadata are allocated in chunks.</summary>
    private const long SmallestBtrfs = 512 * MiB;

    internal SpaceNeed Of(BlockDevice device)
    {
        var need = device.FileSystem switch
        {
            "crypto_LUKS" when device.Children is [var inner] => Over(Of(inner), Math.Max(device.Size - inner.Size, 0)),
            "linux_raid_member" when device.Children is [var array] => Member(device, array),
            "LVM2_member" => Physical(device),
            "ext2" or "ext3" or "ext4" => Ext4(device),
            "xfs" => FileSystem(device, UsedOf(device), SmallestXfs),
            "btrfs" => FileSystem(device, UsedOf(device), SmallestBtrfs),
            _ => new SpaceNeed(device.Size, false),
        };
        return need with { Minimum = Math.Min(need.Minimum, device.Size) };
    }

    private long? UsedOf(BlockDevice device) =>
        layout.Mounts.Where(mount => mount.Used is not null && (device.Uuid is not null && mount.Uuid == device.Uuid || mount.Device == device.Path)).Max(mount => mount.Used);

    private SpaceNeed Ext4(BlockDevice device)
    {
        var header = device.Uuid is null ? null : layout.Ext4.GetValueOrDefault(device.Uuid);
        // The superblock of a mounted file system may be behind.
        var used = new[] { header?.UsedBytes, UsedOf(device) }.Max();
        return FileSystem(device, used, (header?.BytesPerInode ?? 0) * (header?.UsedInodes ?? 0) / 8 * 9);
    }

    private SpaceNeed FileSystem(BlockDevice device, long? used, long least)
    {
        if (used is { } bytes)
            return new SpaceNeed(Math.Max(bytes + bytes / 8 + 128 * MiB, least), true);
        notes.Add(new PlanNote.UsedUnknown(device.MountPoints.FirstOrDefault() ?? device.Name));
        return new SpaceNeed(device.Size, true);
    }

    private SpaceNeed Member(BlockDevice member, BlockDevice array)
    {
        var need = Of(array);
        var count = array.Type == "raid0" ? MembersOf(member.Uuid).Count : 1;
        return new SpaceNeed((need.Minimum + count - 1) / count + ArrayOverhead, need.CanGrow);
    }

    private List<BlockDevice> MembersOf(string? uuid) =>
        [.. layout.Devices.SelectMany(disk => disk.WithAll()).Where(device => device.FileSystem == "linux_raid_member" && device.Uuid == uuid).DistinctBy(device => device.KernelName)];

    private SpaceNeed Physical(BlockDevice device)
    {
        if (VolumeGroup.Find(layout, device.Uuid) is not { IsPlain: true } group)
            return new SpaceNeed(device.Size, true);
        var least = group.Volumes.Sum(volume => group.ExtentsFor(LeastOf(group, volume)));
        // The share of this device, and an extent for what is rounded.
        var physical = group.Physicals.Single(physical => physical.Id == device.Uuid);
        var total = Math.Max(1, group.Physicals.Sum(one => one.Extents));
        return new SpaceNeed(physical.Start + ((long)((Int128)least * physical.Extents / total) + 2) * group.ExtentBytes, true);
    }

    /// <summary>The least bytes of a volume; all that it has when lsblk does not show it.</summary>
    internal long LeastOf(VolumeGroup group, LogicalVolume volume) =>
        layout.Devices.SelectMany(disk => disk.WithAll()).FirstOrDefault(device => device.Type == "lvm" && device.Name == group.MappedName(volume.Name)) is { } device
            ? Of(device).Minimum : volume.Extents * group.ExtentBytes;

    private static SpaceNeed Over(SpaceNeed inner, long overhead) => inner with { Minimum = inner.Minimum + overhead };
}
