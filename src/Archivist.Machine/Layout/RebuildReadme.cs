using System.Globalization;
using System.Text;
using Archivist.Machine.Problems;
using Archivist.Machine.Reading;
using Archivist.Platform.Problems;

namespace Archivist.Machine.Layout;

/// <summary>
/// Writes the README of a layout: the commands, filled in for this machine, with which a person rebuilds it from any Linux disc without Archivist. Prose begins at the margin, commands are
/// indented by four spaces. One instance writes once.
/// </summary>
internal sealed class RebuildReadme(
    DeviceGraph graph, IReadOnlyList<MountEntry> mounts, IReadOnlyDictionary<string, LuksMetadata> headers, IReadOnlyList<LvmGroup> groups,
    IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
{
    private const string Target = "/mnt/target";

    private readonly StringBuilder _text = new();
    private readonly HashSet<string> _restoredGroups = new(StringComparer.Ordinal);

    internal string Write(IReadOnlyList<Problem> problems)
    {
        Introduce(problems);
        NameDisks();
        Partition();
        MakeFileSystems();
        Mount();
        Restore();
        Boot();
        return _text.ToString();
    }

    private static string Because(PartNotRebuilt part) => part.Reason switch
    {
        NotRebuiltReason.BtrfsOnSeveralDevices => "one Btrfs file system on several devices; make it with the mkfs.btrfs line below and add the other devices",
        NotRebuiltReason.Zfs => "part of a ZFS pool",
        NotRebuiltReason.Bcache => "bcache",
        NotRebuiltReason.FirmwareRaid => "an array of the firmware",
        NotRebuiltReason.RaidController => "a logical disk of a RAID controller; configure the array in the controller first",
        NotRebuiltReason.RaidLevel => "an md array of this level",
        NotRebuiltReason.LogicalVolumeKind => "logical volumes of this kind",
        NotRebuiltReason.LuksWithoutPassphrase => "opened by no passphrase; choose one when it is made again",
        NotRebuiltReason.BitLocker => "encrypted by BitLocker",
        NotRebuiltReason.UnknownFileSystem => "no command here makes its file system",
        _ => "an unknown kind of device",
    };

    private void Introduce(IReadOnlyList<Problem> problems)
    {
        Say("HOW TO REBUILD THIS MACHINE BY HAND");
        Say();
        Say("Start any Linux disc (a live system) on the new machine, become root, and type the indented lines one after the other.");
        Say("Read each section before you type it. Needed: restic, sfdisk, and the mkfs tools of the file systems below.");
        Say("Beside this file are the outputs of the lost machine's own tools (lsblk, sfdisk, dumpe2fs and so on), unchanged.");
        Say("Its firmware started it by " + (Text("firmware").Trim() == "uefi" ? "UEFI." : "BIOS (legacy).") + " Its kernel was " + Text("kernel").Trim() + ".");
        var lost = problems.OfType<PartNotRebuilt>().ToList();
        if (lost.Count > 0)
        {
            Say();
            Say("NOT COVERED by what follows (the files are in the snapshot as all others are):");
            foreach (var part in lost)
                Say($"- {part.Device}: {Because(part)}{(part.Detail.Length > 0 ? $" ({part.Detail})" : "")}");
        }

        var missing = problems.OfType<LayoutFileMissing>().Where(file => file.IsNeeded).ToList();
        if (missing.Count == 0)
            return;
        Say();
        Say("MISSING, because a tool was not installed or failed: " + string.Join(", ", missing.Select(file => file.File)) + ".");
    }

    private void NameDisks()
    {
        Head("1. Name the disks (erases nothing)");
        Say("Find the new disks with lsblk, by size and model. Put their names in place of CHANGE-ME. Check them twice: section 2 erases them.");
        if (graph.Disks.Count == 0)
            Say("No disk of the lost machine was recognised; see lsblk.json.");
        for (var i = 0; i < graph.Disks.Count; i++)
        {
            var disk = graph.Disks[i];
            Say();
            Say($"Disk {i + 1} was {disk.Path}: " + string.Join(", ", new[]
            {
                disk.Model, disk.Serial is { } serial ? $"serial number {serial}" : null, string.Create(CultureInfo.InvariantCulture, $"{disk.Size} bytes in sectors of {disk.LogicalSector}"),
                disk.Type == "loop" ? "a file attached as a disk: skip it if the snapshot holds that file" : null,
            }.OfType<string>()) + ".");
            Do($"DISK{i + 1}=CHANGE-ME");
        }

        Say();
        Say("Fetch this folder from the repository (RESTIC_REPOSITORY is where a copy of it lies):");
        Do("export RESTIC_REPOSITORY=CHANGE-ME");
        Do("restic restore latest --include /system --target /tmp");
        Say("If the latest snapshot is without it, name another one: restic snapshots.");
        Do("SYSTEM=/tmp/system");
        Say("This tells the name of the partition of disk $1 that begins at sector $2:");
        Do("part() { sfdisk --dump \"$1\" | grep \"start= *$2,\" | cut -d' ' -f1; }");
    }

    private void Partition()
    {
        Head("2. Partitions (ERASES the disks)");
        foreach (var device in graph.Disks.Where(disk => DumpOf(disk) is not null))
            PartitionDevice(device);
        Say();
        Say("A bigger disk keeps free space at its end. For a smaller disk, or one with other sectors, edit the dump first: shorten the last partition and delete the line last-lba.");
    }

    private void PartitionDevice(BlockDevice device)
    {
        Say();
        Say($"THE NEXT TWO LINES ERASE {PlaceOf(device)}. Last moment to look at the name:");
        Do($"lsblk {PlaceOf(device)}");
        Do($"wipefs --all --quiet {PlaceOf(device)}");
        Do($"sfdisk --quiet {PlaceOf(device)} < \"$SYSTEM/{DumpOf(device)}\"");
        Do("udevadm settle 2>/dev/null || sleep 2");
    }

    private void MakeFileSystems()
    {
        Head("3. File systems (ERASES the partitions)");
        // Lower layers first; an array or a volume comes after all that it lies on.
        var waiting = graph.Own.ToList();
        var made = new HashSet<string>(StringComparer.Ordinal);
        while (waiting.FindIndex(device => graph.ParentsOf(device).All(parent => made.Contains(parent.KernelName) || !graph.Own.Contains(parent))) is >= 0 and var next)
        {
            var device = waiting[next];
            waiting.RemoveAt(next);
            made.Add(device.KernelName);
            Make(device);
        }
    }

    private void Make(BlockDevice device)
    {
        if (device.Type.StartsWith("raid", StringComparison.Ordinal))
            MakeArray(device);
        if (device.Type == "lvm" && GroupOf(graph.ParentsOf(device)) is { } group && _restoredGroups.Add(group.Name))
        {
            Do($"vgcfgrestore -f \"$SYSTEM/vgcfg/\"{MakeCommands.Quoted(group.Name)} {MakeCommands.Quoted(group.Name)}");
            Do($"vgchange --activate y {MakeCommands.Quoted(group.Name)}");
        }

        var place = PlaceOf(device);
        switch (device.FileSystem)
        {
            case "crypto_LUKS":
                Do(MakeCommands.Luks(device, headers.GetValueOrDefault(device.Uuid ?? ""), place));
                Do($"cryptsetup open {place} {MakeCommands.Quoted(graph.ChildrenOf(device).FirstOrDefault()?.Name ?? $"luks-{device.Uuid}")}");
                break;
            case "LVM2_member" when GroupOf([device]) is { } owner:
                Do($"pvcreate --force --force --yes --uuid {device.Uuid} --restorefile \"$SYSTEM/vgcfg/\"{MakeCommands.Quoted(owner.Name)} {place}");
                break;
            case not null when MakeCommands.Find(device, Described(device), place) is { } command:
                Do(command);
                if (device.FileSystem == "btrfs")
                    MakeSubvolumes(device, place);
                break;
        }
    }

    private void MakeArray(BlockDevice device)
    {
        var members = graph.ParentsOf(device).ToList();
        var given = members[0].Uuid is { } uuid ? " " + "--uuid=" + MakeCommands.Quoted(RaidArray.ColonsOf(uuid)) : "";
        Say("If the array had more members than these, name the missing ones with the word: missing (see mdadm.conf).");
        // raid0, raid1 and so on.
        var level = device.Type[4..];
        Do(string.Create(CultureInfo.InvariantCulture, $"mdadm --create {device.Path} --run --level={level} --raid-devices={members.Count}{given} ")
            + string.Join(' ', members.Select(PlaceOf)));
        if (DumpOf(device) is not null)
            PartitionDevice(device);
    }

    private void MakeSubvolumes(BlockDevice device, string place)
    {
        var tree = BtrfsTree.Read(Text($"btrfs/{device.Uuid}.subvolumes"), Text($"btrfs/{device.Uuid}.default"));
        var (list, standard) = (tree.Paths, tree.Default);
        if (list.Count == 0)
            return;
        var mounted = mounts.Where(mount => IsOn(mount, device)).Select(mount => mount.Subvolume).OfType<string>();
        var wanted = mounted.Append(standard).OfType<string>().ToHashSet(StringComparer.Ordinal);
        // What holds a wanted one is made too; others, which may be snapshots, are left to the person.
        var needed = list.Where(path => wanted.Any(one => one == path || one.StartsWith(path + "/", StringComparison.Ordinal))).Order(StringComparer.Ordinal).ToList();
        Do($"mkdir -p {Target} && mount -t btrfs -o subvolid=5 {place} {Target}");
        foreach (var path in needed)
        {
            if (path.Contains('/', StringComparison.Ordinal))
                Do($"mkdir -p {MakeCommands.Quoted($"{Target}/{path[..path.LastIndexOf('/')]}")}");
            Do($"btrfs subvolume create {MakeCommands.Quoted($"{Target}/{path}")}");
        }

        foreach (var path in list.Except(needed))
            Say($"It also had the subvolume {path}: a snapshot, or: btrfs subvolume create {MakeCommands.Quoted($"{Target}/{path}")}");
        if (standard is not null)
            Do($"btrfs subvolume set-default {MakeCommands.Quoted($"{Target}/{standard}")}");
        Do($"umount {Target}");
        Say("Subvolumes get new numbers: in /etc/fstab, replace subvolid=N by subvol=NAME, if it is there.");
    }

    private void Mount()
    {
        Head("4. Mount them");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var mount in mounts.Where(mount => !mount.IsBind))
        {
            if (graph.Own.FirstOrDefault(device => DeviceGraph.IsMakeable(device) && IsOn(mount, device)) is not { } device || !seen.Add(mount.Target))
                continue;
            var place = MakeCommands.Quoted(mount.Target == "/" ? Target : Target + mount.Target);
            Do($"mkdir -p {place} && mount -t {mount.FileSystem}{(mount.Subvolume is { } subvolume ? $" -o {MakeCommands.Quoted($"subvol={subvolume}")}" : "")} {PlaceOf(device)} {place}");
        }

        if (seen.Count == 0)
            Say($"No mounted file system was recognised. Mount the new ones below {Target}, the root first; findmnt.json has the old places.");
    }

    private void Restore()
    {
        Head("5. Restore the files");
        Do($"restic restore latest --exclude /system --target {Target}");
        Say("If the machine has several snapshots of other sources, restore the newest of each (restic snapshots).");
        Head("6. Look at fstab and crypttab");
        Say("All UUIDs are the old ones, so these normally stay as they are. Change only lines that name a device (/dev/sda2) or a part that is not covered.");
        Do($"cat {Target}/etc/fstab {Target}/etc/crypttab");
    }

    private void Boot()
    {
        var boot = graph.Disks.FirstOrDefault(disk => graph.Own.Any(device => device.MountPoints.Any(point => point is "/boot/efi" or "/efi") && Below(device, disk)))
            ?? graph.Disks.FirstOrDefault(disk => graph.Own.Any(device => device.MountPoints.Contains("/") && Below(device, disk))) ?? graph.Disks.FirstOrDefault();
        var disk = boot is null ? "CHANGE-ME" : PlaceOf(boot);
        var esp = mounts.FirstOrDefault(mount => mount.FileSystem == "vfat" && mount.Target is ("/boot/efi" or "/efi" or "/boot"))?.Target ?? "/boot/efi";
        Head("7. Boot loader");
        Do($"for folder in dev proc sys run; do mount --rbind /$folder {Target}/$folder; done");
        Say("If the new machine starts by BIOS (no /sys/firmware/efi on the live system). A GPT disk needs a partition of 1 MiB and type 21686148-6449-6E6F-744E-656564454649 for it:");
        Do($"chroot {Target} grub-install --target=i386-pc {disk}");
        Say("If it starts by UEFI. It needs an EFI system partition (vfat, type C12A7328-F81F-11D2-BA4B-00A0C93EC93B) mounted at " + esp + ":");
        Do($"chroot {Target} grub-install --target=x86_64-efi --efi-directory={esp} --removable");
        Say("grub-install for the other firmware comes with the package grub-pc-bin or grub-efi-amd64-bin; on Fedora and its relatives the program is grub2-install. systemd-boot needs nothing if the snapshot holds the EFI system partition.");
        Say("Then, so that the new disk's driver is loaded at the start (where the system has dracut, that instead of update-initramfs):");
        Do($"chroot {Target} update-initramfs -u -k all");
        Do($"chroot {Target} update-grub");
        Say("Its kernel was started with: " + Text("cmdline").Trim());
        Do($"umount -R {Target}");
        Say("Take the live disc out and start the machine.");
    }

    private string? DumpOf(BlockDevice device) => $"sfdisk/{device.KernelName.Replace('/', '!')}.dump" is var file && files.ContainsKey(file) ? file : null;

    /// <summary>The device on the new machine, as the shell shall read it.</summary>
    private string PlaceOf(BlockDevice device)
    {
        for (var i = 0; i < graph.Disks.Count; i++)
        {
            if (graph.Disks[i].KernelName == device.KernelName)
                return string.Create(CultureInfo.InvariantCulture, $"\"$DISK{i + 1}\"");
        }

        return device.Type == "part" && graph.ParentsOf(device).FirstOrDefault() is { } disk && device.Start is { } start
            ? string.Create(CultureInfo.InvariantCulture, $"\"$(part {PlaceOf(disk)} {start * 512 / disk.LogicalSector})\"")
            : MakeCommands.Quoted(device.Path);
    }

    private LvmGroup? GroupOf(IEnumerable<BlockDevice> volumes) => groups.FirstOrDefault(group => volumes.Any(volume => volume.Uuid is { } uuid && group.PhysicalVolumes.Contains(uuid)));

    private bool Below(BlockDevice device, BlockDevice disk) => device.KernelName == disk.KernelName || graph.ParentsOf(device).Any(parent => Below(parent, disk));

    private static bool IsOn(MountEntry mount, BlockDevice device) => mount.Device == device.Path || (mount.Uuid is not null && mount.Uuid == device.Uuid);

    private ReadOnlyMemory<byte>? Described(BlockDevice device) =>
        files.TryGetValue(device.FileSystem == "xfs" ? $"xfs/{device.Uuid}" : $"ext4/{device.Uuid}", out var described) ? described : null;

    private string Text(string file) => files.TryGetValue(file, out var content) ? Encoding.UTF8.GetString(content.Span) : "";

    private void Head(string title)
    {
        Say();
        Say(title);
        Say(new string('-', title.Length));
    }

    private void Say(string line = "") => _text.Append(line).Append('\n');

    private void Do(string command) => _text.Append("    ").Append(command).Append('\n');
}
