using Archivist.Platform.Files;

namespace Archivist.Platform.Blocks;

/// <summary>Finds the users of a disk on Linux: by /proc/self/mountinfo, /proc/swaps and the holders in /sys/class/block.</summary>
/// <param name="sys">Where sysfs is: <c>/sys</c>.</param>
/// <param name="proc">Where procfs is: <c>/proc</c>.</param>
internal sealed class DiskUse(string sys = "/sys", string proc = "/proc")
{
    /// <summary>Whether it is a block device at all.</summary>
    internal bool IsKnown(string name) => FileLookup.IsDirectory(Folder(name));

    /// <summary>Whether it is a whole disk and not a partition.</summary>
    internal bool IsWholeDisk(string name) => IsKnown(name) && !IsPartition(name);

    private bool IsPartition(string name) => FileLookup.IsFile(Path.Combine(Folder(name), "partition"));

    /// <summary>Whether it can be taken out, or hangs on USB.</summary>
    internal bool IsPortable(string name)
    {
        var place = Directory.ResolveLinkTarget(Folder(name), returnFinalTarget: true)?.FullName ?? Folder(name);
        // A partition is as portable as its disk.
        var disk = IsPartition(name) ? Path.GetDirectoryName(place)! : place;
        return Read(Path.Combine(disk, "removable")) == "1" || place.Contains("/usb", StringComparison.Ordinal);
    }

    /// <summary>Maker and model.</summary>
    internal string? ModelOf(string name)
    {
        var words = $"{Read(Path.Combine(Folder(name), "device", "vendor"))} {Read(Path.Combine(Folder(name), "device", "model"))}".Trim();
        return words.Length == 0 ? null : words;
    }

    /// <summary>The user of the disk or one of its partitions; null when there is none.</summary>
    internal DeviceUse? UserOf(string name)
    {
        var parts = Directory.EnumerateDirectories(Folder(name)).Select(path => Path.GetFileName(path)!)
            .Where(part => FileLookup.IsFile(Path.Combine(Folder(name), part, "partition")))
            .Select(part => (Name: part, Folder: Path.Combine(Folder(name), part)))
            .Prepend((Name: name, Folder: Folder(name)))
            .ToList();
        var numbers = parts.ToDictionary(part => Read(Path.Combine(part.Folder, "dev")), part => part.Name, StringComparer.Ordinal);
        foreach (var line in Lines("self/mountinfo"))
        {
            var fields = line.Split(' ');
            if (fields.Length > 4 && numbers.TryGetValue(fields[2], out var mounted))
                return fields[4] == "/" ? new DeviceUse.RunningSystem(mounted) : new DeviceUse.Mounted(mounted, fields[4]);
        }

        foreach (var part in parts)
        {
            var path = $"/dev/{part.Name}";
            // mountinfo has another number where a file system has several devices; there the source identifies it.
            if (Lines("self/mountinfo").Any(line => line.Contains($" - ", StringComparison.Ordinal) && line[(line.IndexOf(" - ", StringComparison.Ordinal) + 3)..].Split(' ').Contains(path)))
                return new DeviceUse.Mounted(part.Name, null);
            if (Lines("swaps").Any(line => line.Split(' ')[0] == path))
                return new DeviceUse.Swap(part.Name);
            var holders = Path.Combine(part.Folder, "holders");
            if (FileLookup.IsDirectory(holders) && Directory.EnumerateFileSystemEntries(holders).FirstOrDefault() is { } holder)
                return new DeviceUse.PartOf(part.Name, Path.GetFileName(holder));
        }

        return null;
    }

    /// <summary>The user of a file as a disk (loop device, swap); null when there is none.</summary>
    internal DeviceUse? UserOfFile(string path)
    {
        // The kernel writes blanks in paths as octal numbers.
        if (Lines("swaps").Any(line => line.Split(' ')[0].Replace("\\040", " ", StringComparison.Ordinal) == path))
            return new DeviceUse.SwapFile();
        var block = Path.Combine(sys, "block");
        if (!FileLookup.IsDirectory(block))
            return null;
        foreach (var loop in Directory.EnumerateDirectories(block, "loop*"))
        {
            if (Read(Path.Combine(loop, "loop", "backing_file")) == path && Read(Path.Combine(loop, "ro")) != "1" && UserOf(Path.GetFileName(loop)) is { } user)
                return new DeviceUse.Loop(user);
        }

        return null;
    }

    private string Folder(string name) => Path.Combine(sys, "class", "block", name);

    private IEnumerable<string> Lines(string file)
    {
        var path = Path.Combine(proc, file);
        return FileLookup.IsFile(path) ? File.ReadLines(path) : [];
    }

    private static string Read(string path) => FileLookup.IsFile(path) ? File.ReadAllText(path).Trim() : "";
}
