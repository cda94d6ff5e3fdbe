using System.Globalization;
using System.Text;
using Archivist.Platform.Blocks;
using Archivist.Platform.Files;

namespace Archivist.Machine.Disks;

/// <summary>
/// The disks in sysfs (Documentation/ABI/stable/sysfs-block). Names of device files are those of the kernel (<c>DEVNAME</c> in <c>uevent</c>) and numbers of partitions are its own
/// (<c>partition</c>): partition 1 of nvme0n1 is nvme0n1p1, and that of sda is sda1. Thread-safe.
/// </summary>
/// <param name="sys">Where sysfs is mounted.</param>
/// <param name="proc">Where procfs is mounted.</param>
public sealed class SysfsDisks(string sys = "/sys", string proc = "/proc") : IMachineDisks
{
    /// <summary>sysfs counts sizes in these, whatever the sectors of the disk.</summary>
    private const long Unit = 512;

    /// <summary>Devices without hardware of their own, and discs.</summary>
    private static readonly string[] NoDisks = ["loop", "ram", "zram", "dm-", "md", "sr", "fd", "nbd"];

    /// <inheritdoc/>
    public IReadOnlyList<MachineDisk> List() =>
    [
        .. Directory.EnumerateFileSystemEntries(Path.Combine(sys, "block")).Select(entry => Path.GetFileName(entry)!)
            .Where(name => !NoDisks.Any(start => name.StartsWith(start, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal).Select(Read).Where(disk => disk.Size > 0),
    ];

    /// <summary>The disk of a device file, also one that <see cref="List"/> leaves out; null when sysfs has no such disk, as for a partition.</summary>
    /// <param name="path">The path of the device file; links are followed.</param>
    public MachineDisk? Find(string path)
    {
        var target = FileLookup.FindLink(path)?.Kind is FileKind.Link ? new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)!.FullName : Path.GetFullPath(path);
        return Directory.EnumerateFileSystemEntries(Path.Combine(sys, "block")).Select(entry => Path.GetFileName(entry)!)
            .Where(name => PathOf(Folder(name), name) == target).Select(Read).FirstOrDefault();
    }

    /// <summary>A file that stands for a disk: with sectors of 512 bytes.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="size">In bytes.</param>
    public MachineDisk OfFile(string path, long size) => new(path, Path.GetFullPath(path), size) { Use = new DiskUse(sys, proc).UserOfFile(Path.GetFullPath(path)) };

    private MachineDisk Read(string name)
    {
        var folder = Folder(name);
        var place = Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName ?? folder;
        var use = new DiskUse(sys, proc);
        return new MachineDisk(name, PathOf(folder, name), Number(folder, "size") * Unit)
        {
            LogicalSector = (int)Math.Max(Unit, Number(folder, "queue/logical_block_size")),
            PhysicalSector = (int)Math.Max(Unit, Number(folder, "queue/physical_block_size")),
            IsRemovable = Text(folder, "removable") == "1",
            IsReadOnly = Text(folder, "ro") == "1",
            Model = Words(Text(folder, "device/vendor") is { } vendor && !vendor.StartsWith("0x", StringComparison.Ordinal) ? vendor : null, Text(folder, "device/model")),
            Serial = Text(folder, "serial") ?? Text(folder, "device/serial") ?? VitalPage(folder),
            Transport = TransportOf(place, name),
            Partitions = [.. Partitions(folder)],
            Use = use.IsKnown(name) ? use.UserOf(name) : null,
        };
    }

    private static IEnumerable<DiskPartition> Partitions(string folder) =>
        from part in Directory.EnumerateDirectories(folder)
        where FileLookup.IsFile(Path.Combine(part, "partition"))
        let number = (int)Number(part, "partition")
        orderby number
        select new DiskPartition(number, Path.GetFileName(part), PathOf(part, Path.GetFileName(part)), Number(part, "start") * Unit, Number(part, "size") * Unit);

    private static string PathOf(string folder, string name)
    {
        var line = (Text(folder, "uevent") ?? "").Split('\n').FirstOrDefault(line => line.StartsWith("DEVNAME=", StringComparison.Ordinal));
        // The kernel writes a slash in a name as an exclamation mark.
        return "/dev/" + (line is null ? name.Replace('!', '/') : line["DEVNAME=".Length..].Trim());
    }

    private static string? TransportOf(string place, string name) =>
        place.Contains("/usb", StringComparison.Ordinal) ? "usb"
            : place.Contains("/nvme", StringComparison.Ordinal) ? "nvme"
            : place.Contains("/virtio", StringComparison.Ordinal) ? "virtio"
            : place.Contains("/ata", StringComparison.Ordinal) ? "ata"
            : name.StartsWith("mmc", StringComparison.Ordinal) ? "mmc" : null;

    /// <summary>SPC-4 7.8.15, Unit Serial Number: after a header of four bytes.</summary>
    private static string? VitalPage(string folder)
    {
        var path = Path.Combine(folder, "device", "vpd_pg80");
        return FileLookup.IsFile(path) && File.ReadAllBytes(path) is { Length: > 4 } page && Encoding.ASCII.GetString(page, 4, page.Length - 4).Trim(' ', '\0') is { Length: > 0 } serial
            ? serial : null;
    }

    private string Folder(string name) => Path.Combine(sys, "block", name);

    private static string? Words(params string?[] words) => string.Join(' ', words.OfType<string>()) is { Length: > 0 } text ? text : null;

    private static string? Text(string folder, string name) =>
        Path.Combine(folder, name) is var path && FileLookup.IsFile(path) && File.ReadAllText(path).Trim() is { Length: > 0 } text ? text : null;

    private static long Number(string folder, string name) =>
        long.TryParse(Text(folder, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
