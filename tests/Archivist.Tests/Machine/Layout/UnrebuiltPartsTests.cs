using System.Text;
using Archivist.Machine.Layout;
using Archivist.Machine.Problems;
using Archivist.Machine.Reading;
using Archivist.Platform.Problems;

namespace Archivist.Tests.Machine.Layout;

public sealed class UnrebuiltPartsTests
{
    [Theory]
    [InlineData("zfs_member", NotRebuiltReason.Zfs)]
    [InlineData("bcache", NotRebuiltReason.Bcache)]
    [InlineData("isw_raid_member", NotRebuiltReason.FirmwareRaid)]
    [InlineData("BitLocker", NotRebuiltReason.BitLocker)]
    [InlineData("ntfs", NotRebuiltReason.UnknownFileSystem)]
    [InlineData("bcachefs", NotRebuiltReason.UnknownFileSystem)]
    public void A_partition_that_no_tool_makes_again_is_named(string fileSystem, NotRebuiltReason reason) =>
        Assert.Equal(("/dev/sda1", reason), Only(new RecordedMachine().Add("sda", "disk", table: "gpt").Add("sda1", "part", "sda", fileSystem, "u", 2048)));

    [Theory]
    [InlineData("raid5", NotRebuiltReason.RaidLevel)]
    [InlineData("mpath", NotRebuiltReason.UnknownDevice)]
    [InlineData("dmraid", NotRebuiltReason.UnknownDevice)]
    public void A_kind_of_device_that_no_tool_makes_again_is_named(string type, NotRebuiltReason reason) =>
        Assert.Equal(("/dev/md0", reason), Only(new RecordedMachine().Add("sda", "disk", fileSystem: "linux_raid_member").Add("md0", type, "sda", "ext4", "u", mount: "/")));

    [Fact]
    public void A_mounted_file_system_that_lsblk_does_not_know_is_named() =>
        Assert.Equal(("/dev/vda", NotRebuiltReason.UnknownFileSystem), Only(new RecordedMachine().Add("vda", "disk", mount: "/")));

    [Theory]
    [InlineData("PERC H730 Mini")]
    [InlineData("LOGICAL VOLUME")]
    [InlineData("AVAGO MegaRAID")]
    public void A_logical_disk_of_a_raid_controller_is_named(string model) =>
        Assert.Equal(("/dev/sda", NotRebuiltReason.RaidController), Only(new RecordedMachine().Add("sda", "disk", model: model)));

    [Fact]
    public void Btrfs_on_several_devices_is_named_once_with_all_of_them()
    {
        var machine = new RecordedMachine().Add("sda", "disk", fileSystem: "btrfs", uuid: "same", mount: "/").Add("sdb", "disk", fileSystem: "btrfs", uuid: "same");
        var part = Assert.IsType<PartNotRebuilt>(Assert.Single(Find(machine)));
        Assert.Equal((NotRebuiltReason.BtrfsOnSeveralDevices, "/dev/sda, /dev/sdb", Failure.Findings), (part.Reason, part.Detail, part.Failure));
    }

    /// <summary>lsblk lists what lies on two disks below each of them.</summary>
    [Fact]
    public void A_mirror_that_is_listed_twice_is_one_device() =>
        Assert.Empty(Find(new RecordedMachine().Add("sda", "disk", fileSystem: "linux_raid_member", uuid: "m").Add("sdb", "disk", fileSystem: "linux_raid_member", uuid: "m")
            .Add("md0", "raid1", "sda", "btrfs", "u", mount: "/").Add("md0", "raid1", "sdb", "btrfs", "u", mount: "/")));

    [Theory]
    [InlineData("""{"0":{"type":"luks2"}}""", """{"0":{"type":"systemd-tpm2","keyslots":["0"]}}""", true)]
    [InlineData("""{"0":{"type":"luks2"},"1":{"type":"luks2"}}""", """{"0":{"type":"clevis","keyslots":["0"]},"1":{"type":"systemd-fido2","keyslots":["1"]}}""", true)]
    [InlineData("{}", "{}", true)]
    [InlineData("""{"0":{"type":"luks2"},"1":{"type":"luks2"}}""", """{"0":{"type":"systemd-tpm2","keyslots":["1"]}}""", false)]
    [InlineData("""{"0":{"type":"luks2"},"1":{"type":"luks2"}}""", """{"0":{"type":"systemd-tpm2","keyslots":["0"]},"1":{"type":"systemd-recovery","keyslots":["1"]}}""", false)]
    public void A_container_that_no_passphrase_opens_is_named(string slots, string tokens, bool isNamed)
    {
        var header = LuksMetadata.Find(Encoding.UTF8.GetBytes($$"""{"segments":{},"keyslots":{{slots}},"tokens":{{tokens}} }"""))!;
        var machine = new RecordedMachine().Add("sda", "disk", fileSystem: "crypto_LUKS", uuid: "u", version: "2");
        Assert.Equal(isNamed ? [NotRebuiltReason.LuksWithoutPassphrase] : [], UnrebuiltParts.Find(machine.Graph(), new Dictionary<string, LuksMetadata> { ["u"] = header }, []).Cast<PartNotRebuilt>().Select(part => part.Reason));
    }

    [Theory]
    [InlineData("thin-pool")]
    [InlineData("cache-pool")]
    [InlineData("raid1")]
    public void Logical_volumes_with_metadata_of_their_own_are_named(string kind)
    {
        var group = LvmGroup.Read("ws", Encoding.UTF8.GetBytes(RecordedMachine.VolumeGroup.Replace("\"striped\"", $"\"{kind}\"", StringComparison.Ordinal)));
        var part = Assert.IsType<PartNotRebuilt>(Assert.Single(UnrebuiltParts.Find(new RecordedMachine().Graph(), new Dictionary<string, LuksMetadata>(), [group])));
        Assert.Equal(("ws", NotRebuiltReason.LogicalVolumeKind, kind), (part.Device, part.Reason, part.Detail));
    }

    [Fact]
    public void What_does_not_belong_to_the_machine_is_passed_over() =>
        Assert.Empty(Find(new RecordedMachine().Add("sdz", "disk", fileSystem: "BitLocker", transport: "usb").Add("loop0", "loop", fileSystem: "squashfs", mount: "/snap/core").Add("sr0", "rom", fileSystem: "iso9660")
            .Add("zram0", "disk", fileSystem: "weird", mount: "[SWAP]")));

    [Fact]
    public void A_disk_on_usb_that_the_system_runs_from_belongs_to_the_machine() =>
        Assert.Equal(("/dev/sdz2", NotRebuiltReason.UnknownFileSystem), Only(new RecordedMachine().Add("sdz", "disk", transport: "usb").Add("sdz1", "part", "sdz", "ext4", "u", 2048, "/").Add("sdz2", "part", "sdz", "f2fs", "v", 4096)));

    private static IReadOnlyList<Problem> Find(RecordedMachine machine) => UnrebuiltParts.Find(machine.Graph(), new Dictionary<string, LuksMetadata>(), []);

    private static (string Device, NotRebuiltReason Reason) Only(RecordedMachine machine)
    {
        var part = Assert.IsType<PartNotRebuilt>(Assert.Single(Find(machine)));
        return (part.Device, part.Reason);
    }
}
