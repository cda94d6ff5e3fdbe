using System.Text;

namespace Archivist.Recovery.Builder;

/// <summary>Files of a tree under construction: same inputs, same names, same permissions, whatever the umask.</summary>
internal static class StagedFile
{
    internal const UnixFileMode Plain =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    internal const UnixFileMode Executable =
        Plain | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Gives directories and files below <paramref name="root"/> the modes that they have on any machine, whatever the umask was.</summary>
    internal static void NormalizeModes(string root)
    {
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(root, Executable);
        foreach (var entry in new DirectoryInfo(root).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
        {
            if (entry.LinkTarget is not null)
                continue;
            var runs = entry is DirectoryInfo || entry.UnixFileMode.HasFlag(UnixFileMode.UserExecute);
            entry.UnixFileMode = runs ? Executable : Plain;
        }
    }

    internal static Task WriteAsync(string path, string text, CancellationToken cancellationToken) =>
        WriteAsync(path, Encoding.UTF8.GetBytes(text), Plain, cancellationToken);

    internal static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, UnixFileMode mode, CancellationToken cancellationToken)
    {
        await using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None))
            await file.WriteAsync(content, cancellationToken);
        SetMode(path, mode);
    }

    /// <summary>Copies content only: neither times nor ownership of the source reach the tree.</summary>
    internal static async Task CopyAsync(string source, string target, UnixFileMode mode, CancellationToken cancellationToken)
    {
        await using (var from = File.OpenRead(source))
        await using (var to = new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.None))
            await from.CopyToAsync(to, cancellationToken);
        SetMode(target, mode);
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }
}
