using System.Text;
using Archivist.Machine.Disks;
using Archivist.TestKit;

namespace Archivist.Tests.Machine.Disks;

/// <summary>Disks as a made-up sysfs describes them.</summary>
public sealed class SysfsDisksTests
{
    [Fact]
    public void Names_and_numbers_are_the_kernels_own()
    {
        using var folder = new TemporaryFolder();
        Disk(folder, "pci0000:00/nvme/nvme0/nvme0n1", ("size", "4194304"), ("queue/logical_block_size", "4096"), ("queue/physical_block_size", "4096"), ("device/model", "Fast  "), ("device/serial", "S1"), ("uevent", "MAJOR=259\nDEVNAME=nvme0n1\n"));
        Part(folder, "pci0000:00/nvme/nvme0/nvme0n1", "nvme0n1p1", 1, 2048, 4096);
        Part(folder, "pci0000:00/nvme/nvme0/nvme0n1", "nvme0n1p11", 11, 8192, 2048);
        Disk(folder, "pci0000:00/usb1/1-1/host0/sda", ("size", "2048"), ("removable", "1"), ("ro", "1"), ("device/vendor", "ACME"), ("device/model", "Stick"), ("device/vpd_pg80", "\0\u0080\0\u0004AB12"));
        Disk(folder, "virtual/loop0", ("size", "2048"));
        Disk(folder, "pci0000:00/ata1/sdb", ("size", "0"));
        Disk(folder, "pci0000:00/cciss!c0d0", ("size", "2048"));

        var disks = new SysfsDisks(folder["sys"], folder["proc"]).List();

        Assert.Equal(["cciss!c0d0", "nvme0n1", "sda"], disks.Select(disk => disk.Name));
        Assert.Equal("/dev/cciss/c0d0", disks[0].Path);
        var fast = disks[1];
        Assert.Equal((2L << 30, 4096, 4096, "Fast", "S1", "nvme", false), (fast.Size, fast.LogicalSector, fast.PhysicalSector, fast.Model, fast.Serial, fast.Transport, fast.IsReadOnly));
        Assert.Equal(
            [new DiskPartition(1, "nvme0n1p1", "/dev/nvme0n1p1", 2048 * 512, 4096 * 512), new DiskPartition(11, "nvme0n1p11", "/dev/nvme0n1p11", 8192 * 512, 2048 * 512)], fast.Partitions);
        Assert.Equal(("ACME Stick", "AB12", "usb", true, true), (disks[2].Model, disks[2].Serial, disks[2].Transport, disks[2].IsRemovable, disks[2].IsReadOnly));
        Assert.Equal("nvme0n1", new SysfsDisks(folder["sys"], folder["proc"]).Find("/dev/nvme0n1")?.Name);
        Assert.Null(new SysfsDisks(folder["sys"], folder["proc"]).Find("/dev/nvme0n1p1"));
    }

    [Fact]
    public void A_repository_is_recognized_by_what_is_in_it()
    {
        using var folder = new TemporaryFolder();
        Assert.Null(RepositoryMarks.Find(folder.Path));
        foreach (var name in new[] { "data", "keys", "snapshots" })
            Directory.CreateDirectory(folder[$"backup/home/{name}"]);
        Assert.Null(RepositoryMarks.Find(folder.Path));
        File.WriteAllText(folder["backup/home/config"], "");

        Assert.Equal(folder["backup/home"], RepositoryMarks.Find(folder.Path));
        Assert.Null(RepositoryMarks.Find(folder.Path, 1));
    }

    private static void Disk(TemporaryFolder folder, string place, params (string Path, string Text)[] files)
    {
        var at = folder[$"sys/devices/{place}"];
        foreach (var (path, text) in files.Prepend(("dev", $"8:{place.Length}")))
        {
            var file = Path.Combine(at, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, Encoding.Latin1.GetBytes(text));
        }

        foreach (var parent in new[] { "sys/block", "sys/class/block" })
        {
            Directory.CreateDirectory(folder[parent]);
            Directory.CreateSymbolicLink(Path.Combine(folder[parent], Path.GetFileName(place)), at);
        }
    }

    private static void Part(TemporaryFolder folder, string place, string name, int number, long start, long size)
    {
        var at = Directory.CreateDirectory(folder[$"sys/devices/{place}/{name}"]).FullName;
        foreach (var (file, text) in new[] { ("dev", $"259:{number}"), ("partition", $"{number}"), ("start", $"{start}"), ("size", $"{size}"), ("uevent", $"DEVNAME={name}\n") })
            File.WriteAllText(Path.Combine(at, file), text);
    }
}
