using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Archivist.Machine.Problems;
using Archivist.Machine.Reading;
using Archivist.Platform.Problems;

namespace Archivist.Machine.Planning;

/// <summary>Makes the steps: partitions, what is built on them, mounts, files, boot loaders. Makes one plan.</summary>
internal sealed class StepPlanner(OldMachine machine, RebuildRequest request, IReadOnlyList<(OldDisk Old, DiskPlan Plan)> disks, SpaceNeeds needs, List<PlanNote> notes)
{
    /// <summary>Without udev, device mapper must not wait for it (dmsetup(8)).</summary>
    private static readonly Dictionary<string, string> NoUdev = new() { ["DM_DISABLE_UDEV"] = "1" };

    private static readonly string[] LvmConfiguration = ["--config", "activation { udev_sync=0 udev_rules=0 }"];

    private readonly MachineLayout _layout = machine.Layout;
    private readonly FileSystemMaking _making = new(machine.Layout, notes);
    private readonly List<PlanStep> _steps = [];
    private readonly Dictionary<string, BuiltDevice> _built = [];

    /// <summary>Members of arrays and physical volumes that wait for the others, by the array or the group.</summary>
    private readonly Dictionary<string, List<(BlockDevice Old, BuiltDevice New)>> _waiting = [];

    internal IReadOnlyList<PlanStep> Plan()
    {
        foreach (var (_, plan) in disks)
            _steps.Add(Partition(plan));
        foreach (var (old, plan) in disks)
            MakeAll(old, plan);
        MakeSubvolumes();
        foreach (var mount in machine.Mounts.Where(mount => _built.ContainsKey(mount.Device.KernelName)))
            Mount(mount.Target, mount.Device.FileSystem!, _built[mount.Device.KernelName].Reference, mount.Options);
        var boot = new BootSteps(machine, request, disks, notes);
        var esp = boot.Esp;
        if (esp is { IsMounted: false })
            Mount(esp.Folder, "vfat", esp.Partition, "");
        _steps.Add(new PlanStep.RestoreFiles(request.Root));
        if (esp is { IsNew: true })
            _steps.Add(new PlanStep.AddLine($"{request.Root}/etc/fstab", $"UUID={NewFatId(esp.Table)} {esp.Folder} vfat umask=0077 0 1"));
        _steps.AddRange(boot.Steps());
        return _steps;
    }

    /// <summary>The volume ID of an ESP that is new, the same in each plan for this machine.</summary>
    private static string NewFatId(string table)
    {
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(table)));
        return $"{hash[..4]}-{hash[4..8]}";
    }

    private static PlanStep.RunTool Partition(DiskPlan plan)
    {
        var disk = new DeviceReference.Disk(plan.Target.Path);
        return plan.Label is null ? FileSystemMaking.Tool("/usr/sbin/wipefs", disk, ["--quiet", "--all"])
            : FileSystemMaking.Tool("/usr/sbin/sfdisk", disk, ["--quiet", "--wipe", "always", "--wipe-partitions", "always"]) with { Input = new StepInput.Text(plan.Script) };
    }

    private void MakeAll(OldDisk old, DiskPlan plan)
    {
        if (plan.Label is null)
            Make(old.Device, new BuiltDevice(new DeviceReference.Disk(plan.Target.Path), plan.Target.Size, plan.Target.LogicalSector));
        foreach (var partition in plan.Partitions.Where(partition => !partition.IsExtended))
        {
            var reference = new DeviceReference.Partition(plan.Target.Path, partition.Number);
            var built = new BuiltDevice(reference, partition.Size * plan.Target.LogicalSector, plan.Target.LogicalSector);
            if (partition.OldStart is null)
            {
                if (PartitionTypes.IsEsp(partition.Type))
                    _steps.Add(FileSystemMaking.Tool("/usr/sbin/mkfs.vfat", reference, ["-i", NewFatId(old.Table?.Id ?? "").Replace("-", "", StringComparison.Ordinal), "-n", "ESP"]));
            }
            else if (old.DeviceOf(old.Table!.Entries.Single(entry => entry.Number == partition.Number)) is { } device)
            {
                Make(device, built);
            }
        }
    }

    private void Make(BlockDevice old, BuiltDevice built)
    {
        _built[old.KernelName] = built;
        switch (old.FileSystem)
        {
            case null:
                break;
            case "crypto_LUKS":
                MakeLuks(old, built);
                break;
            case "LVM2_member":
                Wait(old, built);
                break;
            case "linux_raid_member":
                Wait(old, built);
                break;
            default:
                if (_making.Make(old, built.Reference, built.Bytes, built.Sector) is { } tool)
                    _steps.Add(tool);
                else
                    notes.Add(new PlanNote.LeftEmpty(old.Label ?? old.Name, old.FileSystem));
                break;
        }
    }

    private void MakeLuks(BlockDevice old, BuiltDevice built)
    {
        var metadata = old.Uuid is null ? null : _layout.Luks.GetValueOrDefault(old.Uuid);
        var isFirst = metadata?.IsFirst ?? old.Version is "1";
        var sector = Math.Max(metadata?.SectorSize ?? 512, built.Sector);
        List<string> words = ["luksFormat", "--batch-mode", "--type", isFirst ? "luks1" : "luks2", "--key-file", "-"];
        words.AddRange(old.Uuid is null ? [] : ["--uuid", old.Uuid]);
        words.AddRange(old.Label is null || isFirst ? [] : ["--label", old.Label]);
        if (metadata is not null)
            words.AddRange([.. metadata.Cipher is { } cipher ? (string[])["--cipher", cipher] : [], .. metadata.KeyBits is { } bits ? (string[])["--key-size", Text(bits)] : []]);
        // LUKS1 always encrypts 512 bytes together.
        if (metadata is { IsFirst: false })
            words.AddRange(["--sector-size", Text(sector)]);
        if (metadata is { IsFirst: false } && sector != metadata.SectorSize)
            notes.Add(new PlanNote.SectorsAdapted(old.Name, "LUKS", built.Sector));
        var passphrase = new StepInput.Passphrase(old.Uuid ?? old.Name);
        _steps.Add(FileSystemMaking.Tool("/usr/sbin/cryptsetup", built.Reference, words) with { Input = passphrase, Environment = NoUdev });
        if (old.Children is not [var inner])
            return;
        _steps.Add(new PlanStep.RunTool("/usr/sbin/cryptsetup", [.. Words("open", "--key-file", "-"), new StepArgument.Device(built.Reference), new StepArgument.Word(inner.Name)])
        {
            Input = passphrase, Environment = NoUdev,
        });
        Make(inner, new BuiltDevice(new DeviceReference.Crypt(inner.Name), inner.Size + built.Bytes - old.Size, sector));
    }

    /// <summary>Builds an array or a group with the last of its devices.</summary>
    private void Wait(BlockDevice old, BuiltDevice built)
    {
        var key = old.FileSystem == "LVM2_member" ? (VolumeGroup.Find(_layout, old.Uuid) ?? throw new ArchivistException(new LayoutIncomplete("vgcfg"))).Name : old.Uuid ?? old.Name;
        var waiting = _waiting.TryGetValue(key, out var list) ? list : _waiting[key] = [];
        waiting.Add((old, built));
        if (old.FileSystem == "LVM2_member")
        {
            if (VolumeGroup.Find(_layout, old.Uuid)! is var group && waiting.Count == group.Physicals.Count)
                MakeGroup(group, waiting);
            return;
        }

        var there = disks.SelectMany(disk => disk.Old.Device.WithAll()).Where(device => device.FileSystem == "linux_raid_member" && device.Uuid == old.Uuid).DistinctBy(device => device.KernelName).Count();
        if (waiting.Count == there && old.Children is [var array])
            MakeArray(old, array, waiting);
    }

    private void MakeArray(BlockDevice old, BlockDevice array, List<(BlockDevice Old, BuiltDevice New)> members)
    {
        var known = _layout.Arrays.FirstOrDefault(one => one.Is(old.Uuid));
        var path = known?.Device ?? $"/dev/md/{array.Name}";
        var all = machine.Disks.SelectMany(disk => disk.Device.WithAll()).Where(device => device.FileSystem == "linux_raid_member" && device.Uuid == old.Uuid).DistinctBy(device => device.KernelName).Count();
        var missing = all - members.Count;
        if (missing > 0)
            notes.Add(new PlanNote.ArrayDegraded(path, all, missing));
        var isStriped = array.Type == "raid0";
        List<StepArgument> words =
        [
            .. Words(
                "--create", path, "--run", "--level", isStriped ? "0" : "1", "--raid-devices", Text(all), "--metadata", known?.Metadata ?? "1.2",
                "--uuid", known?.Uuid ?? RaidArray.ColonsOf(old.Uuid ?? "")),
            .. known?.Name is { } name ? Words("--name", name) : [],
            .. members.Select(member => new StepArgument.Device(member.New.Reference)), .. Enumerable.Repeat(new StepArgument.Word("missing"), missing),
        ];
        _steps.Add(new PlanStep.RunTool("/usr/sbin/mdadm", words) { Erases = [.. members.Select(member => member.New.Reference)] });
        var grown = members.Min(member => member.New.Bytes - member.Old.Size);
        Make(array, new BuiltDevice(new DeviceReference.Array(path), array.Size + grown * (isStriped ? members.Count : 1), members.Max(member => member.New.Sector)));
    }

    private void MakeGroup(VolumeGroup group, List<(BlockDevice Old, BuiltDevice New)> physicals)
    {
        StorageCheck.Require(group);
        var capacities = physicals.ToDictionary(one => one.Old.Uuid!, one => one.New.Bytes);
        if (group.Fit(capacities, volume => needs.LeastOf(group, volume)) is not { } fit)
        {
            var needed = group.Volumes.Sum(volume => needs.LeastOf(group, volume));
            throw new ArchivistException(new TargetTooSmall(disks[0].Plan.Target.Name, needed, capacities.Values.Sum(), group.Name, needed));
        }

        if (!fit.IsAsBefore)
            notes.Add(new PlanNote.VolumesShrink(group.Name));
        var file = new StepArgument.Content(group.Name, fit.Text);
        foreach (var (old, built) in physicals)
        {
            _steps.Add(Lvm("pvcreate", [.. Words("-q", "-ff", "-y", "--uuid", old.Uuid!, "--restorefile"), file, new StepArgument.Device(built.Reference)]) with { Erases = [built.Reference] });
        }

        _steps.Add(Lvm("vgcfgrestore", [.. Words("-q", "-f"), file, new StepArgument.Word(group.Name)]));
        // What the new disk has more stays free in the group.
        foreach (var (_, built) in physicals.Where(one => fit.IsAsBefore && one.New.Bytes > one.Old.Size))
            _steps.Add(Lvm("pvresize", [.. Words("-q"), new StepArgument.Device(built.Reference)]));
        _steps.Add(Lvm("vgchange", Words("-q", "-a", "y", group.Name)));
        var sector = physicals.Max(one => one.New.Sector);
        var volumes = physicals.SelectMany(one => one.Old.WithAll()).Where(device => device.Type == "lvm").DistinctBy(device => device.KernelName).ToLookup(device => device.Name, StringComparer.Ordinal);
        foreach (var volume in group.Volumes)
        {
            if (volumes[group.MappedName(volume.Name)].FirstOrDefault() is { } device)
                Make(device, new BuiltDevice(new DeviceReference.Volume(group.Name, volume.Name), device.Size, sector));
        }
    }

    private static PlanStep.RunTool Lvm(string program, IEnumerable<StepArgument> arguments) =>
        new($"/usr/sbin/{program}", [.. Words(LvmConfiguration), .. arguments]) { Environment = NoUdev };

    private void MakeSubvolumes()
    {
        var systems = disks.SelectMany(disk => disk.Old.Device.WithAll()).Where(device => device is { FileSystem: "btrfs", Uuid: not null }).DistinctBy(device => device.KernelName);
        foreach (var device in systems)
        {
            if (_layout.Btrfs.GetValueOrDefault(device.Uuid!) is not { Paths.Count: > 0 } tree || !_built.TryGetValue(device.KernelName, out var built))
                continue;
            Mount("", "btrfs", built.Reference, "subvolid=5");
            foreach (var path in tree.Paths)
            {
                if (path.LastIndexOf('/') is var slash and > 0)
                    _steps.Add(new PlanStep.MakeFolder($"{request.Root}/{path[..slash]}"));
                _steps.Add(new PlanStep.RunTool("/usr/bin/btrfs", Words("-q", "subvolume", "create", $"{request.Root}/{path}")));
            }

            if (tree.Default is { } standard)
                _steps.Add(new PlanStep.RunTool("/usr/bin/btrfs", Words("-q", "subvolume", "set-default", $"{request.Root}/{standard}")));
            _steps.Add(new PlanStep.RunTool("/usr/bin/umount", Words(request.Root)));
        }
    }

    private void Mount(string target, string type, DeviceReference device, string options)
    {
        var path = target is "" or "/" ? request.Root : request.Root + target;
        _steps.Add(new PlanStep.MakeFolder(path));
        _steps.Add(new PlanStep.RunTool(
            "/usr/bin/mount", [.. Words("-t", type), .. options.Length == 0 ? [] : Words("-o", options), new StepArgument.Device(device), new StepArgument.Word(path)]));
    }

    private static StepArgument[] Words(params string[] words) => [.. words.Select(word => new StepArgument.Word(word))];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
