using Archivist.Capture.Problems;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;

namespace Archivist.Capture.Selecting;

/// <summary>
/// Sources as restic takes them: a path in any spelling becomes the absolute one without <c>.</c>, <c>..</c>, double slashes and a slash at its end. Links
/// are left as they are, also in the path of the working directory. Bytes that are not UTF-8 are kept (<see cref="PathText"/>).
/// </summary>
public static class SourcePath
{
    /// <summary>The absolute path; an empty one, or one with a NUL, is <see cref="Failure.Usage"/>.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: the path is empty or contains a NUL.</exception>
    public static string Absolute(string path)
    {
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
            throw new ArchivistException(path.Length == 0 ? new SourceNameEmpty() : new SourceNameInvalid(path.Replace("\0", "\\0", StringComparison.Ordinal)));
        var full = Path.GetFullPath(path[0] == '/' ? path : $"{WorkingDirectory()}/{path}");
        return full.Length > 1 ? full.TrimEnd('/') : full;
    }

    /// <summary>False only for a path that does not exist; a path that cannot be looked up counts as existing.</summary>
    public static bool Exists(string path)
    {
        if (!OperatingSystem.IsLinux())
            return FileLookup.FindLink(path) is not null;
        try
        {
            return Folder.FindPath(path) is not null;
        }
        catch (NativeIOException)
        {
            // The capture meets the cause and reports it.
            return true;
        }
    }

    /// <summary>What a path names, a symbolic link as itself; null where nothing is there, or it cannot be looked up: the capture meets the cause and reports it.</summary>
    internal static FileStatus? TryStatus(string path)
    {
        try
        {
            return Folder.FindPath(path);
        }
        catch (NativeIOException)
        {
            return null;
        }
    }

    /// <summary>The order of restic: that of the bytes.</summary>
    public static IEnumerable<string> Ordered(IEnumerable<string> paths) => paths.OrderBy(FileName.Of);

    /// <summary>As the shell has it, which may have come through a link, where PWD says so and is true; otherwise as the kernel has it.</summary>
    private static string WorkingDirectory()
    {
        if (Environment.GetEnvironmentVariable("PWD") is ['/', ..] shells && TryFind(shells) is { } named && TryFind(".") is { } here && named.IsSameAs(here))
            return shells;
        if (!OperatingSystem.IsLinux())
            return Environment.CurrentDirectory;
        using var process = Folder.OpenPath("/proc/self", toPass: true);
        return PathText.Of(process.ReadLink(FileName.Of("cwd")));
    }

    private static FoundFile? TryFind(string path)
    {
        try
        {
            return FileLookup.Find(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // Then the kernel is asked.
            return null;
        }
    }
}
