using System.Text;
using Archivist.Machine.Disks;
using Archivist.Machine.Planning;
using Archivist.Machine.Problems;
using Archivist.Machine.Reading;
using Archivist.Messages.English;
using Archivist.Platform;
using Archivist.Platform.Blocks;
using Archivist.Platform.Problems;
using Archivist.TestKit;

namespace Archivist.Tests.Machine.Planning;

/// <summary>Plans for the five workstations on other disks.</summary>
public sealed class RebuildPlanTests
{
    private const long GiB = 1 << 30;

    private static readonly string Approved = Path.Combine(CheckedOut.Root, "tests", "Archivist.Tests", "Machine", "Approved");

    public static TheoryData<string, Firmware, long, int> Cases => new()
    {
        { "ext4-bios", Firmware.Bios, 2 * GiB, 512 },
        { "ext4-bios", Firmware.Bios, 8 * GiB, 512 },
        { "ext4-bios", Firmware.Uefi, 3 * GiB, 512 },
        { "ext4-uefi", Firmware.Bios, 3 * GiB, 512 },
        { "ext4-uefi", Firmware.Uefi, 2 * GiB, 512 },
        { "ext4-uefi", Firmware.Uefi, 3 * GiB / 2, 4096 },
        { "lvm-xfs-bios", Firmware.Uefi, 6 * GiB, 512 },
        { "lvm-xfs-bios", Firmware.Bios, 2 * GiB, 512 },
        { "luks-uefi", Firmware.Uefi, 4 * GiB, 4096 },
        { "btrfs-uefi", Firmware.Bios, 500 * GiB, 512 },
    };

    /// <summary>What a person reads, and every step. To accept a change: ARCHIVIST_ACCEPT_PLANS=1 dotnet test --filter RebuildPlanTests.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void A_plan_is_as_approved(string name, Firmware firmware, long size, int sector)
    {
        var plan = Plan(name, firmware, size, sector);
        var text = RebuildPlanText.Of(plan) + "\n\n" + string.Concat(plan.Disks.Select(disk => disk.Script + "\n")) + Steps(plan);
        var path = Path.Combine(Approved, $"{name}-{firmware.Word}-{size >> 20}-{sector}.txt");
        if (Environment.GetEnvironmentVariable("ARCHIVIST_ACCEPT_PLANS") is "1")
        {
            Directory.CreateDirectory(Approved);
            File.WriteAllText(path, text);
        }

        Assert.Equal(File.ReadAllText(path), text);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_plan_in_either_language_fits_in_eighty_columns(string name, Firmware firmware, long size, int sector)
    {
        var plan = Plan(name, firmware, size, sector);

        Assert.All(RebuildPlanText.Of(plan).Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        Assert.All(Archivist.Messages.German.RebuildPlanText.Of(plan).Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        Assert.NotEqual(RebuildPlanText.Of(plan), Archivist.Messages.German.RebuildPlanText.Of(plan));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Programs_have_full_paths_and_are_no_shells(string name, Firmware firmware, long size, int sector)
    {
        var tools = Plan(name, firmware, size, sector).Steps.OfType<PlanStep.RunTool>().ToList();

        Assert.NotEmpty(tools);
        Assert.All(tools, tool => Assert.StartsWith("/usr/", tool.Program, StringComparison.Ordinal));
        Assert.DoesNotContain(tools, tool => tool.Program.EndsWith("sh", StringComparison.Ordinal));
        Assert.DoesNotContain(tools, tool => tool.Arguments.OfType<StepArgument.Word>().Any(word => word.Text.StartsWith("/dev/", StringComparison.Ordinal) && !word.Text.StartsWith("/dev/md/", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_disk_that_is_too_small_is_refused_with_both_sizes_and_what_needs_the_most()
    {
        var refused = Assert.IsType<TargetTooSmall>(Refused(Request("ext4-uefi", Firmware.Uefi, GiB, 512)));

        Assert.Equal(GiB, refused.Available);
        Assert.True(refused.Needed > GiB);
        Assert.Equal("/", refused.FileSystem);
        Assert.True(refused.FileSystemNeeds > 820L << 20);
        // The size that it asks for suffices, and a MiB less does not.
        RebuildPlanner.Plan(Request("ext4-uefi", Firmware.Uefi, refused.Needed, 512));
        Assert.IsType<TargetTooSmall>(Refused(Request("ext4-uefi", Firmware.Uefi, refused.Needed - (1 << 20), 512)));
    }

    [Fact]
    public void Disks_that_must_stay_are_refused()
    {
        var request = Request("ext4-uefi", Firmware.Uefi, 3 * GiB, 512);
        var target = request.Targets[0];

        Assert.IsType<TargetProtected>(Refused(request with { Protections = [new DiskProtection("nvme0n1", ProtectionReason.Repository, "/srv/replica")] }));
        Assert.IsType<TargetInUse>(Refused(request with { Targets = [target with { Use = new DeviceUse.Mounted("nvme0n1p1", "/") }] }));
        Assert.IsType<TargetReadOnly>(Refused(request with { Targets = [target with { IsReadOnly = true }] }));
        Assert.IsType<TargetMissing>(Refused(request with { Targets = [] }));
        Assert.IsType<TargetNotNeeded>(Refused(request with { Targets = [target, target with { Path = "/dev/sdb" }] }));
    }

    [Fact]
    public void A_disk_with_partitions_and_one_with_the_old_serial_are_named()
    {
        var request = Request("ext4-bios", Firmware.Bios, 3 * GiB, 512);
        var notes = RebuildPlanner.Plan(request with { Targets = [request.Targets[0] with { Serial = "QM00001", Partitions = [new DiskPartition(1, "sda1", "/dev/sda1", 0, 1)] }] }).Notes;

        Assert.Contains(new PlanNote.SameSerial("nvme0n1", "QM00001"), notes);
        Assert.Contains(new PlanNote.OtherContent("nvme0n1", 1), notes);
    }

    [Theory]
    [InlineData("btrfs-uefi", "\"vfat\"", "\"zfs_member\"", StorageKind.Zfs)]
    [InlineData("btrfs-uefi", "\"vfat\"", "\"bcache\"", StorageKind.Bcache)]
    [InlineData("btrfs-uefi", "\"vfat\"", "\"isw_raid_member\"", StorageKind.FirmwareRaid)]
    [InlineData("btrfs-uefi", "\"vfat\"", "\"ntfs\"", StorageKind.FileSystem)]
    public void What_is_not_rebuilt_is_refused(string name, string before, string after, StorageKind kind)
    {
        var files = Change(SampleLayouts.Read(name), "lsblk.json", text => text.Replace(before, after, StringComparison.Ordinal));

        Assert.Equal(kind, Assert.IsType<StorageNotRebuilt>(Refused(Request(files, Firmware.Uefi, 3 * GiB, 512))).Kind);
    }

    [Fact]
    public void A_container_of_the_first_version_is_made_again_from_its_dump()
    {
        var files = Change(
            SampleLayouts.Read("luks-uefi"), "luks/33333333-3333-4333-8333-333333333333",
            _ => "Version: 1\nCipher name: aes\nCipher mode: xts-plain64\nMK bits: 512\nKey Slot 0: ENABLED\n");

        var words = RebuildPlanner.Plan(Request(files, Firmware.Uefi, 8 * GiB, 512)).Steps.OfType<PlanStep.RunTool>().First(step => step.Program.EndsWith("cryptsetup", StringComparison.Ordinal))
            .Arguments.OfType<StepArgument.Word>().Select(word => word.Text).ToList();

        Assert.Contains("luks1", words);
        Assert.Contains("aes-xts-plain64", words);
        Assert.DoesNotContain("--sector-size", words);
    }

    [Fact]
    public void A_container_that_only_a_token_opens_is_refused()
    {
        var files = Change(
            SampleLayouts.Read("luks-uefi"), "luks/33333333-3333-4333-8333-333333333333",
            text => System.Text.RegularExpressions.Regex.Replace(text, "\"tokens\":\\s*{\\s*}", "\"tokens\":{\"0\":{\"type\":\"systemd-tpm2\",\"keyslots\":[\"0\"]}}"));

        Assert.Equal(StorageKind.TokenOnlyLuks, Assert.IsType<StorageNotRebuilt>(Refused(Request(files, Firmware.Uefi, 3 * GiB, 512))).Kind);
    }

    [Fact]
    public void A_layout_without_its_partition_table_or_its_volume_group_is_refused_by_the_name_of_the_file()
    {
        Assert.Equal(
            "sfdisk/vda.dump", Assert.IsType<LayoutIncomplete>(Refused(Request([.. SampleLayouts.Read("ext4-uefi").Where(file => !file.Path.StartsWith("sfdisk", StringComparison.Ordinal))], Firmware.Uefi, 3 * GiB, 512))).File);
        Assert.Equal(
            "vgcfg", Assert.IsType<LayoutIncomplete>(Refused(Request([.. SampleLayouts.Read("lvm-xfs-bios").Where(file => !file.Path.StartsWith("vgcfg", StringComparison.Ordinal))], Firmware.Bios, 6 * GiB, 512))).File);
    }

    /// <summary>Debian 11's lsblk has neither of these columns, and numbers were strings once.</summary>
    [Fact]
    public void An_older_lsblk_gives_the_same_plan()
    {
        var files = Change(SampleLayouts.Read("ext4-uefi"), "lsblk.json", text => System.Text.RegularExpressions.Regex.Replace(
            System.Text.RegularExpressions.Regex.Replace(text, "\"(start|partuuid|fsver|partflags)\": [^\n]*,?\n", ""), "\"size\": ([0-9]+)", "\"size\": \"$1\""));

        Assert.Equal(Plan("ext4-uefi", Firmware.Uefi, 3 * GiB, 512).Disks[0].Script, RebuildPlanner.Plan(Request(files, Firmware.Uefi, 3 * GiB, 512)).Disks[0].Script);
    }

    [Fact]
    public void A_mirror_comes_back_on_two_disks_or_on_one_without_the_other()
    {
        var layout = MachineLayout.Read(Mirror("raid1"));
        var both = new[] { "vda", "vdb" }.Select(name => new MachineDisk(name, $"/dev/{name}", 3 * GiB)).ToList();

        var whole = RebuildPlanner.Plan(new RebuildRequest(layout, both, Firmware.Bios));
        var half = RebuildPlanner.Plan(new RebuildRequest(layout, [both[0]], Firmware.Bios));

        const string create = "/usr/sbin/mdadm --create /dev/md/0 --run --level 1 --raid-devices 2 --metadata 1.2 --uuid 0d1e2f3a:4b5c6d7e:8f901234:56789abc --name ws:0 <partition 1> ";
        Assert.Contains(create + "<partition 1>\n", Steps(whole), StringComparison.Ordinal);
        Assert.Contains(create + "missing\n", Steps(half), StringComparison.Ordinal);
        Assert.Contains("<array /dev/md/0>\n", Steps(half), StringComparison.Ordinal);
        Assert.Equal(2, whole.Steps.OfType<PlanStep.InstallBiosBoot>().Count());
        Assert.DoesNotContain(whole.Notes, note => note is PlanNote.ArrayDegraded);
        Assert.Contains(new PlanNote.ArrayDegraded("/dev/md/0", 2, 1), half.Notes);
        Assert.IsType<TargetNamedTwice>(Refused(new RebuildRequest(layout, [both[0], both[0]], Firmware.Bios)));
    }

    [Fact]
    public void A_striped_array_needs_every_disk_and_other_levels_are_refused()
    {
        var disk = new MachineDisk("vda", "/dev/vda", 3 * GiB);

        Assert.IsType<TargetMissing>(Refused(new RebuildRequest(MachineLayout.Read(Mirror("raid0")), [disk], Firmware.Bios)));
        Assert.Equal(StorageKind.RaidLevel, Assert.IsType<StorageNotRebuilt>(Refused(new RebuildRequest(MachineLayout.Read(Mirror("raid5")), [disk], Firmware.Bios))).Kind);
    }

    private static IReadOnlyList<LayoutFile> Mirror(string type)
    {
        var disks = new[] { "sda", "sdb" }.Select(name => $$"""
            {"name":"{{name}}","kname":"{{name}}","path":"/dev/{{name}}","type":"disk","size":2147483648,"children":[{"name":"{{name}}1","kname":"{{name}}1","type":"part","start":4096,
             "size":2144337920,"fstype":"linux_raid_member","uuid":"0d1e2f3a-4b5c-6d7e-8f90-123456789abc","children":[{"name":"md0","kname":"md0","path":"/dev/md0","type":"{{type}}",
             "size":2143289344,"fstype":"ext4","uuid":"11111111-1111-4111-8111-11111111111b","mountpoints":["/"]}]}]}
            """);
        return
        [
            Text("lsblk.json", $$"""{"blockdevices":[{{string.Join(',', disks)}}]}"""), Text("sfdisk/sda.dump", Dump("sda")), Text("sfdisk/sdb.dump", Dump("sdb")),
            Text("mdadm.conf", "ARRAY /dev/md/0 metadata=1.2 name=ws:0 UUID=0d1e2f3a:4b5c6d7e:8f901234:56789abc\n"),
        ];

        static LayoutFile Text(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));

        static string Dump(string name) => $"label: gpt\ndevice: /dev/{name}\nunit: sectors\n\n/dev/{name}1 : start=4096, size=4188160, type=A19D880F-05FC-4D3B-A006-743F0F84911E\n/dev/{name}2 : start=2048, size=2048, type=21686148-6449-6E6F-744E-656564454649\n";
    }

    private static Problem Refused(RebuildRequest request) => Assert.Throws<ArchivistException>(() => RebuildPlanner.Plan(request)).Problem;

    private static IReadOnlyList<LayoutFile> Change(IReadOnlyList<LayoutFile> files, string path, Func<string, string> change)
    {
        var (old, text) = (Encoding.UTF8.GetString(files.Single(file => file.Path == path).Content.Span), "");
        text = change(old);
        Assert.NotEqual(old, text);
        return [.. files.Select(file => file.Path == path ? new LayoutFile(path, Encoding.UTF8.GetBytes(text)) : file)];
    }

    private static RebuildPlan Plan(string name, Firmware firmware, long size, int sector) => RebuildPlanner.Plan(Request(name, firmware, size, sector));

    private static RebuildRequest Request(string name, Firmware firmware, long size, int sector) => Request(SampleLayouts.Read(name), firmware, size, sector);

    private static RebuildRequest Request(IReadOnlyList<LayoutFile> files, Firmware firmware, long size, int sector) =>
        new(MachineLayout.Read(files), [new MachineDisk("nvme0n1", "/dev/nvme0n1", size) { LogicalSector = sector, Model = "QEMU NVMe Ctrl", Serial = "NEW1" }], firmware);

    private static string Steps(RebuildPlan plan) => string.Concat(plan.Steps.Select(step => step switch
    {
        PlanStep.RunTool tool => $"{tool.Program} {string.Join(' ', tool.Arguments.Select(Word))}{(tool.Input is StepInput.Passphrase ? " < passphrase" : "")}\n",
        PlanStep.InstallBiosBoot bios => $"BIOS {bios.Disk.Path}: core.img at {bios.CoreSector} of {bios.CoreSectors}, {bios.Prefix}, {string.Join(' ', bios.Modules)}\n{bios.Configuration}",
        PlanStep.InstallUefiBoot uefi => $"UEFI {uefi.Partition.Number} at {uefi.Folder}\n{uefi.Configuration}",
        _ => step + "\n",
    }));

    private static string Word(StepArgument argument) => argument switch
    {
        StepArgument.Word(var text) => text.Contains(' ', StringComparison.Ordinal) ? $"'{text}'" : text,
        StepArgument.Device(DeviceReference.Partition(_, var number)) => $"<partition {number}>",
        StepArgument.Device(DeviceReference.Disk(var path)) => path,
        StepArgument.Device(DeviceReference.Crypt(var name)) => $"<crypt {name}>",
        StepArgument.Device(DeviceReference.Volume(var group, var name)) => $"<volume {group}/{name}>",
        StepArgument.Device(DeviceReference.Array(var path)) => $"<array {path}>",
        StepArgument.Content(var name, _) => $"<file {name}>",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
