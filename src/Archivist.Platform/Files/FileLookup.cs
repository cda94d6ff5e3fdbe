using System.Runtime.InteropServices;
using Archivist.Platform.Kernel;

namespace Archivist.Platform.Files;

/// <summary>
/// Looks up what a path names. Unlike <c>File.Exists</c>, which is false whatever went wrong, a failed look is an exception: only ENOENT
/// and ENOTDIR mean that there is nothing. Thread-safe.
/// </summary>
public static class FileLookup
{
    /// <summary>What is there, symbolic links followed; null when there is nothing (a dangling link is nothing).</summary>
    /// <exception cref="UnauthorizedAccessException">A directory on the way may not be searched.</exception>
    /// <exception cref="IOException">The look itself failed: an I/O error, a stale NFS handle.</exception>
    public static FoundFile? Find(string path) => Find(path, followsLinks: true);

    /// <summary>What is there, a symbolic link as itself; null when there is nothing.</summary>
    /// <exception cref="UnauthorizedAccessException">A directory on the way may not be searched.</exception>
    /// <exception cref="IOException">The look itself failed.</exception>
    public static FoundFile? FindLink(string path) => Find(path, followsLinks: false);

    /// <summary>True when the path names a regular file; false when it names something else or nothing. Throws as <see cref="Find(string)"/>.</summary>
    /// <exception cref="IOException">The look itself failed.</exception>
    public static bool IsFile(string path) => Find(path)?.Kind is FileKind.File;

    /// <summary>True when the path names a directory; false when it names something else or nothing. Throws as <see cref="Find(string)"/>.</summary>
    /// <exception cref="IOException">The look itself failed.</exception>
    public static bool IsDirectory(string path) => Find(path)?.Kind is FileKind.Directory;

    private static FoundFile? Find(string path, bool followsLinks)
    {
        if (path.Length == 0)
            return null;
        if (!OperatingSystem.IsLinux())
            return FindByAttributes(path, followsLinks);
        if (Libc.Status(Libc.AtCurrentFolder, path, followsLinks ? 0 : Libc.AtNoFollow, Libc.BasicStatistics, out var status) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            return KernelError.IsAbsent(error) ? null : throw KernelError.Of(error, $"cannot look up {path}");
        }

        const int typeMask = 0xF000;
        return new FoundFile((FileKind)(status.Mode & typeMask), (long)status.Length, ((ulong)status.DeviceMajor << 32) | status.DeviceMinor, status.Inode)
        {
            ModifiedSeconds = status.ModifiedSeconds,
            HoldsNothing = status.Blocks == 0,
        };
    }

    /// <summary>Windows: its attributes call throws for every failure, a missing file included.</summary>
    private static FoundFile? FindByAttributes(string path, bool followsLinks)
    {
        try
        {
            var attributes = File.GetAttributes(path);
            if (attributes.HasFlag(FileAttributes.ReparsePoint) && !followsLinks)
                return new FoundFile(FileKind.Link, 0, 0, 0);
            return attributes.HasFlag(FileAttributes.Directory)
                ? new FoundFile(FileKind.Directory, 0, 0, 0)
                : new FoundFile(FileKind.File, new FileInfo(path).Length, 0, 0) { ModifiedSeconds = new DateTimeOffset(File.GetLastWriteTimeUtc(path)).ToUnixTimeSeconds(), HoldsNothing = new FileInfo(path).Length == 0 };
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
