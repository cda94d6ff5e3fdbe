using Archivist.Machine.Planning;
using Archivist.Messages.Planning;
using Archivist.Platform.Text;

namespace Archivist.Messages.English;

/// <summary>The plan of a rebuild in plain English, with pictures of the disks. Thread-safe.</summary>
public static class RebuildPlanText
{
    /// <summary>Lines of at most 80 columns, unless a name in them is longer.</summary>
    public static string Of(RebuildPlan plan) => PlanPage.Of(plan, Words.Instance);

    /// <summary>One note as a sentence.</summary>
    public static string Of(PlanNote note) => Words.Instance.Of(note);

    private sealed class Words : PlanWords
    {
        internal static readonly Words Instance = new();

        internal override string Before => "Before:";

        internal override string After => "After:";

        internal override string Unchanged => "Every partition comes back where it was.";

        internal override string Free => "free";

        internal override string New => "new";

        internal override (string Number, string Before, string After, string Content) Heads => ("No.", "before", "after", "content");

        internal override string Title(DiskPlan disk, string target) =>
            $"The disk {disk.OldName} ({string.Join(", ", new[] { Quantity.Bytes(disk.OldBytes), disk.OldModel }.OfType<string>())}) of the lost machine comes back on {target}.";

        internal override string Erased(string target) => $"Everything that is on {target} now will be erased.";

        internal override string? Special(PlannedPartition partition) => partition switch
        {
            { IsExtended: true } => "extended",
            { Content: "crypto_LUKS" } => "encrypted (LUKS)",
            { Content: "LVM2_member" } => "LVM",
            { Content: "linux_raid_member" } => "RAID",
            { Content: "vfat" } when IsEsp(partition) => "EFI system",
            { Content: null } when IsBiosBoot(partition) => "BIOS boot",
            { Content: null } => "empty",
            _ => null,
        };

        internal override string StartsBy(bool bios, bool uefi) => (bios, uefi) switch
        {
            (true, true) => "The machine will start by BIOS and by UEFI.",
            (true, false) => "The machine will start by BIOS only.",
            (false, true) => "The machine will start by UEFI only.",
            _ => "No boot loader can be written: the machine will not start from these disks.",
        };

        internal override string Of(PlanNote note) => note switch
        {
            PlanNote.OtherContent(var disk, var partitions) => $"Look twice: {disk} has {Quantity.Count(partitions, "partition", "partitions")} now. What is in them will be lost.",
            PlanNote.SameSerial(var disk, var serial) => $"{disk} has the serial number of the lost disk ({serial}). It is probably that disk, but serial numbers prove nothing.",
            PlanNote.TableBecomesGpt(var disk, var forSize) =>
                $"The partition table of {disk} becomes a GPT, {(forSize ? "because an MBR cannot describe a disk of this size" : "because UEFI needs one")}. Names by PARTUUID in /etc/fstab or on the kernel's command line change.",
            PlanNote.SectorsAdapted(var device, var kind, var sector) => $"{device} ({kind}) was made for other sectors and is made for the {sector}-byte sectors of the new disk.",
            PlanNote.VolumesShrink(var group) => $"The volume group {group} does not fit as it was: its volumes become smaller, and keep their names and UUIDs.",
            PlanNote.ArrayDegraded(var array, var members, var missing) => $"The mirror {array} had {members} disks and comes back without {missing} of them. Add {(missing == 1 ? "one" : "them")} later with mdadm.",
            PlanNote.LeftEmpty(var device, var kind) => $"{device} ({kind}) comes back without its content: only the partition is made.",
            PlanNote.UsedUnknown(var device) => $"How much {device} holds is not known, so it does not become smaller.",
            PlanNote.BiosCannotStart(var disk, var sector) => $"BIOS cannot start from {disk}: its sectors have {sector} bytes. Start it by UEFI.",
            PlanNote.SystemdBoot => "The machine starts by systemd-boot, which comes back with the files of the EFI system partition.",
            PlanNote.EncryptedBoot(var container) => $"GRUB must open {container} to start, and opens LUKS2 only with PBKDF2.",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Whether it is an EFI system partition, by its GUID or its byte in an MBR.</summary>
    internal static bool IsEsp(PlannedPartition partition) => partition.Type.ToUpperInvariant() is "C12A7328-F81F-11D2-BA4B-00A0C93EC93B" or "EF";

    /// <summary>Whether it is a BIOS boot partition.</summary>
    internal static bool IsBiosBoot(PlannedPartition partition) => partition.Type.ToUpperInvariant() is "21686148-6449-6E6F-744E-656564454649";
}
