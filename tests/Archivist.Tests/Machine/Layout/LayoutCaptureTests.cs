using System.Text;
using Archivist.Machine.Layout;
using Archivist.Machine.Problems;
using Archivist.Platform.Problems;
using Archivist.Platform.Processes;
using Archivist.TestKit;

namespace Archivist.Tests.Machine.Layout;

public sealed class LayoutCaptureTests : IDisposable
{
    private const string Dump = "label: gpt\ndevice: /dev/sda\nunit: sectors\n\n/dev/sda1 : start=        2048, size=      102400, type=U\n";

    private static readonly CancellationToken None = CancellationToken.None;
    private readonly ScratchFolder _root = new();

    public LayoutCaptureTests()
    {
        _root.Write("proc/cmdline", "root=/dev/sda2 quiet\n");
        _root.Write("proc/sys/kernel/osrelease", "6.1.0-28-amd64\n");
    }

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task Outputs_are_kept_unedited_under_the_names_of_their_tools()
    {
        _root.Write("sys/firmware/efi/fw_platform_size", "64\n");
        _root.Write("var/lib/dpkg/status", "");
        var machine = Workstation();
        machine.Outputs["efibootmgr -v"] = "BootCurrent: 0000\n";
        machine.Outputs["dpkg --get-selections"] = "bash\t\t\tinstall\n";
        machine.Outputs["apt-mark showmanual"] = "bash\n";

        var layout = await CaptureAsync(machine);

        Assert.Empty(layout.Problems);
        Assert.Equal(
            ["README", "cmdline", "efibootmgr.txt", "ext4/7ce35a48", "findmnt.json", "firmware", "kernel", "lsblk.json", "luks/c35515bf", "packages.manual", "packages.selections", "sfdisk/sda.dump", "vgcfg/ws", "xfs/7a19ac72"],
            layout.Files.Select(file => file.Path));
        Assert.Equal(Dump, TextOf(layout, "sfdisk/sda.dump"));
        Assert.Equal(machine.Devices, TextOf(layout, "lsblk.json"));
        Assert.Equal(RecordedMachine.VolumeGroup, TextOf(layout, "vgcfg/ws"));
        Assert.Equal(("uefi\n", "6.1.0-28-amd64\n", "root=/dev/sda2 quiet\n"), (TextOf(layout, "firmware"), TextOf(layout, "kernel"), TextOf(layout, "cmdline")));
    }

    [Fact]
    public async Task The_readme_makes_every_layer_again_in_order()
    {
        var machine = Workstation();
        machine.Outputs["findmnt --json -b -o TARGET,SOURCE,FSTYPE,OPTIONS,SIZE,USED,UUID"] = """
            {"filesystems": [{"target":"/","source":"/dev/mapper/ws-data","fstype":"xfs","options":"rw","uuid":"7a19ac72","children":[
              {"target":"/srv","source":"/dev/mapper/ws-data[/srv]","fstype":"xfs","options":"rw","uuid":"7a19ac72"},
              {"target":"/boot","source":"/dev/sda2","fstype":"ext4","options":"rw","uuid":"7ce35a48"}]}]}
            """;

        var readme = TextOf(await CaptureAsync(machine), "README");

        AssertInOrder(
            readme,
            "    sfdisk --quiet \"$DISK1\" < \"$SYSTEM/sfdisk/sda.dump\"\n",
            "    mkfs.vfat -F 32 -i 1234ABCD -n EFI \"$(part \"$DISK1\" 2048)\"\n",
            "    mke2fs -q -F -t ext4 -b 1024 -I 256 -m 5 -O none,has_journal,ext_attr,resize_inode,dir_index,filetype,extent,64bit,flex_bg,sparse_super,large_file,huge_file,dir_nlink,extra_isize,metadata_csum"
                + " -U 7ce35a48 -L 'my boot' \"$(part \"$DISK1\" 104448)\"\n",
            "    cryptsetup luksFormat --type luks2 --uuid c35515bf --cipher aes-xts-plain64 --key-size 512 --sector-size 4096 \"$(part \"$DISK1\" 514048)\"\n",
            "    cryptsetup open \"$(part \"$DISK1\" 514048)\" sda3_crypt\n",
            "    pvcreate --force --force --yes --uuid PPPPPP-0000-0000-0000-0000-0000-000000 --restorefile \"$SYSTEM/vgcfg/\"ws /dev/mapper/sda3_crypt\n",
            "    vgcfgrestore -f \"$SYSTEM/vgcfg/\"ws ws\n",
            "    vgchange --activate y ws\n",
            "    mkfs.xfs -q -f -m crc=1,finobt=1,rmapbt=0,reflink=1,bigtime=1,inobtcount=1,uuid=7a19ac72 -i size=512,sparse=1,nrext64=0 -b size=4096 -n size=4096,ftype=1 /dev/mapper/ws-data\n",
            "    mkdir -p /mnt/target && mount -t xfs /dev/mapper/ws-data /mnt/target\n",
            "    mkdir -p /mnt/target/boot && mount -t ext4 \"$(part \"$DISK1\" 104448)\" /mnt/target/boot\n",
            "    restic restore latest --exclude /system --target /mnt/target\n");
        Assert.DoesNotContain("/mnt/target/srv", readme, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mirror_and_subvolumes_are_made_again()
    {
        var machine = new RecordedMachine().Add("sda", "disk", fileSystem: "linux_raid_member", uuid: "00112233-4455-6677-8899-aabbccddeeff")
            .Add("sdb", "disk", fileSystem: "linux_raid_member", uuid: "00112233-4455-6677-8899-aabbccddeeff")
            .Add("md0", "raid1", "sda", "btrfs", "17556785", mount: "/", label: "it's").Add("md0", "raid1", "sdb", "btrfs", "17556785", mount: "/", label: "it's");
        machine.Outputs["mdadm --detail --scan"] = "ARRAY /dev/md0 metadata=1.2 UUID=00112233:44556677:8899aabb:ccddeeff\n";
        machine.Outputs["btrfs subvolume list -a /"] = "ID 256 gen 7 top level 5 path <FS_TREE>/@\nID 257 gen 7 top level 5 path <FS_TREE>/.snapshots/1/snapshot\nID 258 gen 7 top level 256 path @/home\n";
        machine.Outputs["btrfs subvolume get-default /"] = "ID 5 (FS_TREE)\n";
        machine.Outputs["findmnt --json -b -o TARGET,SOURCE,FSTYPE,OPTIONS,SIZE,USED,UUID"] = """
            {"filesystems": [{"target":"/","source":"/dev/md0[/@]","fstype":"btrfs","options":"rw,subvolid=256,subvol=/@","children":[{"target":"/home","source":"/dev/md0[/@/home]","fstype":"btrfs","options":"rw,subvol=/@/home"}]}]}
            """;

        var layout = await CaptureAsync(machine);

        Assert.Empty(layout.Problems);
        var readme = TextOf(layout, "README");
        AssertInOrder(
            readme,
            "    mdadm --create /dev/md0 --run --level=1 --raid-devices=2 --uuid=00112233:44556677:8899aabb:ccddeeff \"$DISK1\" \"$DISK2\"\n",
            "    mkfs.btrfs -q -f -U 17556785 -L 'it'\\''s' /dev/md0\n",
            "    btrfs subvolume create /mnt/target/@\n",
            "    btrfs subvolume create /mnt/target/@/home\n",
            "    mkdir -p /mnt/target && mount -t btrfs -o subvol=@ /dev/md0 /mnt/target\n",
            "    mkdir -p /mnt/target/home && mount -t btrfs -o subvol=@/home /dev/md0 /mnt/target/home\n");
        Assert.DoesNotContain("\n    btrfs subvolume create /mnt/target/.snapshots", readme, StringComparison.Ordinal);
        Assert.DoesNotContain("set-default", readme, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_tool_costs_its_file_and_is_a_finding_where_a_rebuild_needs_it()
    {
        _root.Write("sys/firmware/efi/fw_platform_size", "64\n");
        var machine = Workstation();
        machine.Outputs.Remove("sfdisk --dump /dev/sda");
        var layout = await CaptureAsync(machine);
        var missing = layout.Problems.Cast<LayoutFileMissing>().ToList();
        Assert.Equal([("sfdisk/sda.dump", "sfdisk", Failure.Findings), ("efibootmgr.txt", "efibootmgr", Failure.None)], missing.Select(file => (file.File, file.Tool, file.Failure)));
        Assert.Contains("MISSING, because a tool was not installed or failed: sfdisk/sda.dump.", TextOf(layout, "README"), StringComparison.Ordinal);
        Assert.Contains("ext4/7ce35a48", layout.Files.Select(file => file.Path));
    }

    [Fact]
    public async Task Without_any_tool_there_still_is_what_the_kernel_tells()
    {
        var layout = await new LayoutCapture((command, _) => throw new ArchivistException(new ToolMissing(command.Tool, null)), _root.Path, TimeProvider.System).RunAsync(None);
        Assert.Equal(["README", "cmdline", "firmware", "kernel"], layout.Files.Select(file => file.Path));
        Assert.Equal(["lsblk.json", "findmnt.json"], layout.Problems.Cast<LayoutFileMissing>().Select(file => file.File));
    }

    [Fact]
    public async Task A_tool_that_does_not_answer_is_given_up_and_the_others_are_asked()
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        var machine = Workstation();
        var asked = new TaskCompletionSource();
        var capture = new LayoutCapture(
            async (command, stop) =>
            {
                if (command.Tool != "dumpe2fs")
                    return await machine.RunAsync(command, stop);
                asked.SetResult();
                await Task.Delay(Timeout.Infinite, stop);
                throw new InvalidOperationException("it was to be stopped");
            },
            _root.Path, clock);

        var running = capture.RunAsync(None);
        await asked.Task;
        clock.Advance(TimeSpan.FromSeconds(31));
        var layout = await running;

        var missing = Assert.IsType<LayoutFileMissing>(Assert.Single(layout.Problems));
        Assert.Equal("ext4/7ce35a48", missing.File);
        Assert.IsType<ToolTimedOut>(Assert.IsType<Cause.Known>(missing.Cause).Problem);
        Assert.Contains("xfs/7a19ac72", layout.Files.Select(file => file.Path));
    }

    [Fact]
    public async Task Who_cancels_stops_it() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new LayoutCapture(Workstation().RunAsync, _root.Path, TimeProvider.System).RunAsync(new CancellationToken(true)));

    [Fact]
    public async Task An_old_container_is_described_in_text()
    {
        var machine = new RecordedMachine().Add("sda", "disk", fileSystem: "crypto_LUKS", uuid: "u", version: "1");
        machine.Outputs["cryptsetup luksDump /dev/sda"] = RecordedMachine.FirstLuks;
        var layout = await CaptureAsync(machine);
        Assert.Empty(layout.Problems);
        Assert.Contains("    cryptsetup luksFormat --type luks1 --uuid u --cipher aes-xts-plain64 --key-size 512 \"$DISK1\"\n", TextOf(layout, "README"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"blockdevices": [{"name": 7, "children": {}}, 3]}""")]
    public async Task What_is_no_list_of_devices_ends_nothing(string devices)
    {
        var layout = await new LayoutCapture(
            (command, _) => Task.FromResult(new ToolResult(command, 0, Encoding.UTF8.GetBytes(command.Tool == "lsblk" ? devices : "{}"), default)), _root.Path, TimeProvider.System).RunAsync(None);
        Assert.Equal(devices, TextOf(layout, "lsblk.json"));
        Assert.Contains("README", layout.Files.Select(file => file.Path));
    }

    private static RecordedMachine Workstation()
    {
        var machine = new RecordedMachine().Add("sda", "disk", table: "gpt").Add("sda1", "part", "sda", "vfat", "1234-ABCD", 2048, table: "gpt", label: "EFI", version: "FAT32")
            .Add("sda2", "part", "sda", "ext4", "7ce35a48", 104448, "/boot", "gpt", "my boot").Add("sda3", "part", "sda", "crypto_LUKS", "c35515bf", 514048, table: "gpt", version: "2")
            .Add("sda3_crypt", "crypt", "sda3", "LVM2_member", "PPPPPP-0000-0000-0000-0000-0000-000000").Add("ws-data", "lvm", "dm-sda3_crypt", "xfs", "7a19ac72", mount: "/");
        machine.Outputs["sfdisk --dump /dev/sda"] = Dump;
        machine.Outputs["dumpe2fs -h /dev/sda2"] = RecordedMachine.Ext4;
        machine.Outputs["xfs_info /dev/mapper/ws-data"] = RecordedMachine.Xfs;
        machine.Outputs["cryptsetup luksDump --dump-json-metadata /dev/sda3"] = RecordedMachine.Luks;
        machine.Outputs["vgcfgbackup"] = "";
        return machine;
    }

    private static string TextOf(CapturedLayout layout, string path) => Encoding.UTF8.GetString(layout.Files.Single(file => file.Path == path).Content.Span);

    private static void AssertInOrder(string text, params string[] parts)
    {
        var at = 0;
        foreach (var part in parts)
        {
            var found = text.IndexOf(part, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"Missing, or before what comes earlier: {part}\n{text}");
            at = found + part.Length;
        }
    }

    private Task<CapturedLayout> CaptureAsync(RecordedMachine machine) => new LayoutCapture(machine.RunAsync, _root.Path, TimeProvider.System).RunAsync(None);
}
