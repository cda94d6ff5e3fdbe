using System.Globalization;
using Archivist.Platform.Kernel;

namespace Archivist.Platform.Processes;

/// <summary>Memory that a process needed to start or to work, and does not need while it waits. Thread-safe.</summary>
public static class IdleMemory
{
    /// <summary>
    /// Gives it back: the free part of the managed heap, and the pages of programs and libraries, which come back from their files when they are used again. Takes some milliseconds,
    /// and never fails: it is a wish.
    /// </summary>
    public static void Release()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            foreach (var line in File.ReadLines("/proc/self/maps"))
                Release(line);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // Without /proc the heap alone is given back.
        }
    }

    /// <summary>One mapping (man 5 proc): range, permissions, offset, device, inode, path. Only those of files that are not written to.</summary>
    private static unsafe void Release(string line)
    {
        var slash = line.IndexOf('/', StringComparison.Ordinal);
        var (hyphen, space) = (line.IndexOf('-', StringComparison.Ordinal), line.IndexOf(' ', StringComparison.Ordinal));
        if (slash < 0 || hyphen < 0 || space < hyphen || line.AsSpan(space + 1).StartsWith("rw", StringComparison.Ordinal) || line.AsSpan(slash).StartsWith("/memfd:", StringComparison.Ordinal))
            return;
        var begin = nuint.Parse(line.AsSpan(0, hyphen), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        var end = nuint.Parse(line.AsSpan(hyphen + 1, space - hyphen - 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        _ = Libc.AdviseMemory((void*)begin, end - begin, Libc.AdvicePageOut);
    }
}
