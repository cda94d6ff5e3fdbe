using System.Globalization;
using Archivist.Platform.Files;
using Archivist.Platform.Text;

namespace Archivist.Recovery.Program;

/// <summary>A disk or a partition of this machine, as the kernel lists it under /sys/class/block.</summary>
internal sealed record BlockDevice(string Name, long Length, string Model, string Serial, bool IsReadOnly)
{
    private const string Listing = "/sys/class/block";

    /// <summary>Its device file.</summary>
    internal string Path => "/dev/" + Name;

    /// <summary>A file system on it is in use.</summary>
    internal bool IsMounted => File.ReadLines("/proc/mounts").Any(line => line.StartsWith(Path + " ", StringComparison.Ordinal));

    /// <summary>Disks and partitions that can take files, sorted by name.</summary>
    internal static IReadOnlyList<BlockDevice> List()
    {
        if (!FileLookup.IsDirectory(Listing))
            return [];
        return
        [
            .. Directory.GetDirectories(Listing)
                .Select(folder => new BlockDevice(
                    System.IO.Path.GetFileName(folder),
                    long.Parse(Read(folder, "size", "0"), CultureInfo.InvariantCulture) * 512,
                    Read(folder, "device/model", ""),
                    Read(folder, "serial", Read(folder, "device/serial", "")),
                    Read(folder, "ro", "0") != "0"))
                .Where(device => device.Length > 0 && !device.IsReadOnly && !IsVirtual(device.Name))
                .OrderBy(device => device.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>Size and make, for people.</summary>
    internal string Describe() => $"{Quantity.Capacity(Length)} {Model} {Serial}".TrimEnd();

    private static bool IsVirtual(string name) =>
        name.StartsWith("loop", StringComparison.Ordinal) || name.StartsWith("ram", StringComparison.Ordinal) || name.StartsWith("sr", StringComparison.Ordinal)
        || name.StartsWith("zram", StringComparison.Ordinal) || name.StartsWith("fd", StringComparison.Ordinal);

    private static string Read(string folder, string file, string otherwise)
    {
        var path = System.IO.Path.Combine(folder, file);
        return FileLookup.IsFile(path) ? File.ReadAllText(path).Trim() : otherwise;
    }
}
