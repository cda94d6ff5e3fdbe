using System.Globalization;
using Archivist.Platform.Files;

namespace Archivist.Platform.Blocks;

/// <summary>Finds the physical disks beneath a file system, through partitions, device mapper and md (Documentation/ABI/stable/sysfs-block). Linux only. Thread-safe.</summary>
/// <param name="system">Where sysfs is mounted.</param>
public sealed class PhysicalDisks(string system = "/sys")
{
    /// <summary>Deeper stacks than this are no stacks.</summary>
    private const int DeepestStack = 16;

    /// <summary>The kernel's names of the disks, such as <c>sda</c>; empty when they are not known, as of network, memory and pooled file systems, which have no block device.</summary>
    /// <param name="device">As <see cref="FoundFile.Device"/>: major number in the upper half, minor number in the lower.</param>
    public IReadOnlySet<string> Find(ulong device)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        if (device >> 32 == 0)
            return found;
        try
        {
            Add(Resolve(string.Create(CultureInfo.InvariantCulture, $"{system}/dev/block/{device >> 32}:{(uint)device}")), found, DeepestStack);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // Containers may hide it: then nothing is known.
            found.Clear();
        }

        return found;
    }

    private static void Add(string? entry, SortedSet<string> found, int depth)
    {
        if (entry is null || depth == 0)
            return;
        var disk = FileLookup.IsFile(Path.Combine(entry, "partition")) ? Path.GetDirectoryName(entry)! : entry;
        var slaves = Path.Combine(disk, "slaves");
        IReadOnlyList<string> below = FileLookup.IsDirectory(slaves) ? [.. Directory.EnumerateFileSystemEntries(slaves)] : [];
        if (below.Count == 0)
            found.Add(Path.GetFileName(disk));
        foreach (var slave in below)
            Add(Resolve(slave), found, depth - 1);
    }

    /// <summary>The directory itself, as the names of disks are those of directories above; null when there is none.</summary>
    private static string? Resolve(string path) =>
        FileLookup.IsDirectory(path) ? new DirectoryInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path : null;
}
