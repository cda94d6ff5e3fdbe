using System.Globalization;
using Archivist.Platform.Kernel;

namespace Archivist.Platform.Processes;

/// <summary>Memory that a process needed to start or to work, and does not need while it waits. Thread-safe.</summary>
public static class IdleMemory
{
    /// <summary>
    /// Gives it back: the free part of the managed heap, and the pages of programs and libraries, which come back from the page cache when they are used again. Takes some milliseconds,
    /// and never fails: it is a wish.
    /// </summary>
    public static void Release()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            ReleaseFiles(File.ReadLines("/proc/self/maps"));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // Without /proc the heap alone is given back.
        }
    }

    /// <summary>
    /// Mappings of files (man 5 proc: lines with range, permissions, offset, device, inode and path). The advice takes nothing away: what was written to a page stays, and a range that has become
    /// something else meanwhile only loses speed.
    /// </summary>
    private static void ReleaseFiles(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            if (IsOfFile(line) && FindRange(line) is var (begin, end))
                Release(begin, end);
        }
    }

    private static (nuint Begin, nuint End)? FindRange(string line)
    {
        var (hyphen, space) = (line.IndexOf('-', StringComparison.Ordinal), line.IndexOf(' ', StringComparison.Ordinal));
        return hyphen > 0 && space > hyphen
            && nuint.TryParse(line.AsSpan(0, hyphen), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var begin)
            && nuint.TryParse(line.AsSpan(hyphen + 1, space - hyphen - 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var end)
            ? (begin, end)
            : null;
    }

    /// <summary>Private, not writable, and of a file with a name; what the runtime compiled is in one without a directory entry.</summary>
    private static bool IsOfFile(string line)
    {
        var permissions = line.AsSpan(line.IndexOf(' ', StringComparison.Ordinal) + 1, 4);
        return permissions[1] == '-' && permissions[3] == 'p' && line.IndexOf('/', StringComparison.Ordinal) is var slash and > 0
            && !line.AsSpan(slash).StartsWith("/memfd:", StringComparison.Ordinal) && !line.EndsWith("(deleted)", StringComparison.Ordinal);
    }

    private static unsafe void Release(nuint begin, nuint end) => _ = Libc.AdviseMemory((void*)begin, end - begin, Libc.AdvicePageOut);
}
