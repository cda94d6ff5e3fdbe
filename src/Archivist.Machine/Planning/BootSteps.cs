using Archivist.Machine.Reading;
using Archivist.Platform;

namespace Archivist.Machine.Planning;

/// <summary>The boot loaders: both kinds, where there is room for them, and always from what lies on the recovery disc.</summary>
internal sealed class BootSteps(OldMachine machine, RebuildRequest request, IReadOnlyList<(OldDisk Old, DiskPlan Plan)> disks, List<PlanNote> notes)
{
    private const int BiosSector = 512;

    /// <summary>A core.img with LVM, RAID and LUKS has about 100 KB more than the plain one of 193 KB.</summary>
    private const long LeastCoreBytes = 512 << 10;

    /// <summary>Null when there is none.</summary>
    internal PlannedEsp? Esp
    {
        get
        {
            foreach (var (old, plan) in disks)
            {
                if (plan.Partitions.FirstOrDefault(partition => PartitionTypes.IsEsp(partition.Type)) is not { } partition)
                    continue;
                var device = old.Table!.Entries.FirstOrDefault(entry => partition.OldStart is not null && entry.Number == partition.Number) is { } entry ? old.DeviceOf(entry) : null;
                var mount = machine.Mounts.FirstOrDefault(mount => device is not null && mount.Device.KernelName == device.KernelName);
                return new PlannedEsp(
                    new DeviceReference.Partition(plan.Target.Path, partition.Number), mount?.Target ?? "/boot/efi", mount is not null, partition.OldStart is null, old.Table.Id ?? "");
            }

            return null;
        }
    }

    internal IEnumerable<PlanStep> Steps()
    {
        if (machine.Boot is not { Device.Uuid: { } uuid } boot)
            yield break;
        var below = machine.Below(boot.Device);
        var container = below.FirstOrDefault(device => device.FileSystem == "crypto_LUKS");
        if (container is not null)
            notes.Add(new PlanNote.EncryptedBoot(container.Name));
        var prefix = boot.Subvolume + (boot.Target == "/" ? "/boot/grub" : "/boot/grub"[boot.Target.Length..]);
        var configuration = (container?.Uuid is { } id ? $"cryptomount -u {id.Replace("-", "", StringComparison.Ordinal)}\n" : "") + $"search.fs_uuid {uuid} root\nset prefix=($root){prefix}\n";
        foreach (var (_, plan) in disks.Where(disk => machine.IsBootDisk(disk.Old)))
        {
            if (Bios(plan, configuration, prefix.Length == 0 ? "/" : prefix, boot, below) is { } step)
                yield return step;
        }

        if (machine.Layout.HasSystemdBoot)
            notes.Add(new PlanNote.SystemdBoot());
        else if (Esp is { } esp)
            yield return new PlanStep.InstallUefiBoot(esp.Partition, request.Root + esp.Folder, configuration + "configfile $prefix/grub.cfg\n");
    }

    private PlanStep.InstallBiosBoot? Bios(DiskPlan plan, string configuration, string prefix, PlannedMount boot, IReadOnlyList<BlockDevice> below)
    {
        if (plan.Target.LogicalSector != BiosSector)
        {
            if (request.Firmware is Firmware.Bios)
                notes.Add(new PlanNote.BiosCannotStart(plan.Target.Name, plan.Target.LogicalSector));
            return null;
        }

        var (sector, count) = plan switch
        {
            { Label: "gpt" } when plan.Partitions.FirstOrDefault(partition => PartitionTypes.IsBiosBoot(partition.Type)) is { } part => (part.Start, part.Size),
            { Label: "dos" } => (1L, plan.Partitions.Select(partition => partition.Start).DefaultIfEmpty(0).Min() - 1),
            _ => (0L, 0L),
        };
        return count * BiosSector < LeastCoreBytes ? null
            : new PlanStep.InstallBiosBoot(new DeviceReference.Disk(plan.Target.Path), sector, count, configuration, prefix, [.. Modules(boot, below)], $"{request.Root}/boot/grub/i386-pc");
    }

    private static IEnumerable<string> Modules(PlannedMount boot, IReadOnlyList<BlockDevice> below)
    {
        IEnumerable<string> needed = below.SelectMany(device => device.FileSystem switch
        {
            "LVM2_member" => ["lvm"],
            "linux_raid_member" => ["diskfilter", "mdraid1x", "mdraid09"],
            "crypto_LUKS" => (string[])["cryptodisk", "luks", "luks2", "gcry_rijndael", "gcry_sha256", "gcry_sha512", "pbkdf2"],
            _ => [],
        });
        var system = boot.Device.FileSystem switch { "xfs" => "xfs", "btrfs" => "btrfs", "vfat" => "fat", _ => "ext2" };
        return needed.Prepend(system).Prepend("part_msdos").Prepend("part_gpt").Prepend("biosdisk")
            .Concat(["search_fs_uuid", "normal", "configfile", "linux", "echo", "test", "minicmd"]).Distinct();
    }
}
