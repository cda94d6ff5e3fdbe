using Archivist.Discs.Burning;
using Archivist.Discs.Problems;
using Archivist.Messages.English;
using Archivist.Platform.Blocks;
using Archivist.Platform.Problems;
using Archivist.TestKit;

namespace Archivist.Tests.Discs.Burning;

/// <summary>Which disks are refused, by a /sys and a /proc of our own making.</summary>
public sealed class DiskRecorderTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public DiskRecorderTests()
    {
        Write("sys/class/block/sdx/dev", "8:32");
        Write("sys/class/block/sdx/removable", "1");
        Write("sys/class/block/sdx/device/vendor", "SanDisk ");
        Write("sys/class/block/sdx/device/model", "Ultra   ");
        Write("sys/class/block/sdx/sdx1/dev", "8:33");
        Write("sys/class/block/sdx/sdx1/partition", "1");
        Write("sys/class/block/sdx1/partition", "1");
        Write("proc/self/mountinfo", "22 1 8:2 / / rw - ext4 /dev/sda2 rw\n");
        Write("proc/swaps", "Filename Type Size\n/dev/sda3 partition 1\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_stick_that_nobody_uses_is_free()
    {
        var use = Use();
        Assert.True(use.IsWholeDisk("sdx"));
        Assert.True(use.IsPortable("sdx"));
        Assert.Null(use.UserOf("sdx"));
        Assert.Equal("SanDisk Ultra", use.ModelOf("sdx"));
    }

    [Theory]
    [InlineData("22 1 8:33 / /media/stick rw - vfat /dev/sdx1 rw", "", "sdx1 is mounted at /media/stick")]
    [InlineData("22 1 8:32 / / rw - ext4 /dev/sdx rw", "", "sdx holds the running system")]
    [InlineData("22 1 0:44 / /mnt rw - btrfs /dev/sdx1 rw", "", "sdx1 is mounted")]
    [InlineData("", "/dev/sdx1 partition 1", "sdx1 is used for swapping")]
    public void What_is_in_use_is_told(string mount, string swap, string expected)
    {
        Write("proc/self/mountinfo", mount + "\n");
        Write("proc/swaps", $"Filename Type Size\n{swap}\n");
        Assert.Equal(expected, WordsOf(Use().UserOf("sdx")));
    }

    private static string WordsOf(DeviceUse? use) => EnglishMessages.Instance.Of(new DeviceInUse(Failure.Usage, "sdx", use!)).Sentence["sdx: ".Length..];

    [Fact]
    public void A_part_of_a_volume_group_is_in_use()
    {
        Directory.CreateDirectory(_folder.At("sys", "class", "block", "sdx", "sdx1", "holders", "dm-0"));
        Assert.Equal(new DeviceUse.PartOf("sdx1", "dm-0"), Use().UserOf("sdx"));
    }

    [Fact]
    public async Task Partitions_and_built_in_disks_are_refused()
    {
        Assert.Equal(new DeviceRefused(Failure.MediumFailed, "/dev/sdx1", DeviceFault.Partition), (await RefusalAsync("/dev/sdx1")).Problem);
        Write("sys/class/block/sdx/removable", "0");
        Assert.Equal(new DeviceRefused(Failure.MediumFailed, "/dev/sdx", DeviceFault.BuiltIn), (await RefusalAsync("/dev/sdx")).Problem);
        Assert.Equal(new DeviceRefused(Failure.MediumFailed, "/dev/nothing", DeviceFault.Partition), (await RefusalAsync("/dev/nothing")).Problem);
    }

    private Task<ArchivistException> RefusalAsync(string device) => Assert.ThrowsAsync<ArchivistException>(
        () => new DiskRecorder(device) { Use = Use() }.InspectAsync(TestContext.Current.CancellationToken));

    private DiskUse Use() => new(_folder.At("sys"), _folder.At("proc"));

    private void Write(string path, string text)
    {
        var file = _folder.At(path.Split('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
