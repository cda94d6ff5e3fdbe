using System.Runtime.InteropServices;
using Archivist.Platform.Kernel;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Platform.Files;

/// <summary>
/// Files that are whole or not there, also after a power cut: temporary file, fsync, rename, fsync of the directory. What a file system refuses is an
/// <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> and leaves the older file. Thread-safe.
/// </summary>
public static class DurableFile
{
    /// <summary>Puts a file in place, over an older one if there is one. Directories are made as needed.</summary>
    /// <exception cref="IOException">It cannot be written or made durable; the older file stays.</exception>
    public static async Task ReplaceAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        CreateDirectory(DirectoryOf(path));
        await using var file = NewFile.Create(path);
        await file.Stream.WriteAsync(content, cancellationToken);
        file.PublishOver();
    }

    /// <summary>Makes a new file with these permissions. Directories are made as needed.</summary>
    /// <exception cref="IOException">The name is taken, or the file cannot be written or made durable.</exception>
    public static async Task CreateAsync(
        string path, ReadOnlyMemory<byte> content, UnixFileMode mode, CancellationToken cancellationToken)
    {
        CreateDirectory(DirectoryOf(path));
        await using var file = NewFile.Create(path, mode);
        await file.Stream.WriteAsync(content, cancellationToken);
        file.Publish();
    }

    /// <summary>Reads a whole file of at most <paramref name="limit"/> bytes.</summary>
    /// <exception cref="InvalidDataException">It is longer.</exception>
    public static async Task<byte[]> ReadAsync(string path, int limit, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        var expected = file.Length;
        if (expected > limit)
            throw new InvalidDataException($"{path} is longer than {limit} bytes");
        var bytes = new byte[expected];
        await file.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    /// <summary>Makes a directory and those above it; each new one is durable in its parent.</summary>
    /// <exception cref="IOException">It cannot be made, looked up or made durable.</exception>
    public static void CreateDirectory(string directory)
    {
        if (FileLookup.IsDirectory(directory))
            return;
        var parent = Path.GetDirectoryName(directory);
        if (parent is { Length: > 0 })
            CreateDirectory(parent);
        MakeDirectory(directory);
        if (parent is { Length: > 0 })
            SynchronizeDirectory(parent);
    }

    /// <summary>Makes one directory; one that is there is fine. Not durable before <see cref="SynchronizeDirectory"/> of the one above.</summary>
    /// <param name="directory">Its path.</param>
    /// <param name="mode">Its permissions before the umask; null is all for everyone. Windows has none.</param>
    /// <exception cref="IOException">It cannot be made or looked up; HResult is <see cref="KernelError.NotADirectory"/> when something else has the name.</exception>
    public static void MakeDirectory(string directory, UnixFileMode? mode = null)
    {
        if (FileLookup.FindLink(directory) is { } taken && !FileLookup.IsDirectory(directory))
            throw new IOException($"{directory}: is {(taken.Kind is FileKind.Link ? "a symbolic link to nothing" : "not a directory")}", KernelError.NotADirectory);
        if (mode is { } permissions && !OperatingSystem.IsWindows())
            Directory.CreateDirectory(directory, permissions);
        else
            Directory.CreateDirectory(directory);
    }

    /// <summary>
    /// Waits until what was written to a file is on its medium (man 2 fsync). <c>FileStream.Flush(true)</c> and
    /// <c>RandomAccess.FlushToDisk</c> of .NET 10 do not report a failed fsync on Linux, so they are banned.
    /// </summary>
    /// <param name="file">An open file, directory or device; a pipe or a terminal, which has nothing to synchronize, is left alone.</param>
    /// <param name="path">Names it in the error.</param>
    /// <exception cref="IOException">The kernel could not write it; its <see cref="Exception.HResult"/> is the errno. What depends on the file must not be published.</exception>
    public static void Synchronize(SafeFileHandle file, string path)
    {
        if (OperatingSystem.IsWindows())
        {
#pragma warning disable RS0030 // FlushFileBuffers of Windows does report its failures.
            RandomAccess.FlushToDisk(file);
#pragma warning restore RS0030
            return;
        }

        int error;
        do
            error = Libc.Synchronize(file) == 0 ? 0 : Marshal.GetLastPInvokeError();
        while (error == KernelError.Interrupted);
        // The two that man 2 fsync names for files that cannot be synchronized at all.
        if (error is not (0 or KernelError.ReadOnlyFileSystem or KernelError.InvalidArgument))
            throw new IOException($"{path} cannot be made durable: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }

    /// <summary>Makes the entries of a directory durable: a rename is durable only when its directory is. Windows does it by itself and has no call for it.</summary>
    /// <exception cref="IOException">The kernel could not.</exception>
    public static void SynchronizeDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
            return;
        using var handle = Libc.Open(directory, Libc.ReadOnlyCloseOnExec);
        if (handle.IsInvalid)
            throw KernelError.Last($"{directory} cannot be made durable");
        Synchronize(handle, directory);
    }

    /// <summary>
    /// Renames a file. Not durable before <see cref="SynchronizeDirectory"/>. Without <paramref name="replaces"/> a taken name is never replaced, not even
    /// one that was taken a moment ago: renameat2, or a hard link where the file system has no RENAME_NOREPLACE.
    /// </summary>
    /// <exception cref="IOException">It failed; HResult is <see cref="KernelError.Exists"/> when the name was taken.</exception>
    public static void Rename(string path, string newPath, bool replaces)
    {
        if (OperatingSystem.IsWindows())
        {
#pragma warning disable RS0030 // MoveFileEx of Windows reports its failures and does not replace unless asked.
            File.Move(path, newPath, replaces);
#pragma warning restore RS0030
            return;
        }

        if ((replaces ? Libc.Rename(path, newPath) : Libc.Rename(Libc.AtCurrentFolder, path, Libc.AtCurrentFolder, newPath, Libc.RenameNoReplace)) == 0)
            return;
        var error = Marshal.GetLastPInvokeError();
        if (!replaces && error is KernelError.InvalidArgument or KernelError.NotImplemented)
            error = RenameByLink(path, newPath);
        if (error != 0)
            throw error == KernelError.Exists ? new IOException($"{newPath} exists already", error) : KernelError.Of(error, $"cannot rename {path} to {newPath}");
    }

    /// <summary>Unlinks a file; one that is not there is fine. Not durable before <see cref="SynchronizeDirectory"/>.</summary>
    /// <exception cref="IOException">It failed.</exception>
    public static void Remove(string path)
    {
        if (OperatingSystem.IsWindows())
            File.Delete(path);
        else if (Libc.Unlink(path) != 0 && Marshal.GetLastPInvokeError() is var error && !KernelError.IsAbsent(error))
            throw KernelError.Of(error, $"cannot remove {path}");
    }

    /// <summary>Removes a file unless a living process holds it locked, as <see cref="NewFile"/> does; true when it is gone.</summary>
    public static bool TryRemoveAbandoned(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            File.Delete(path);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Locked by its writer, another user's, or gone meanwhile.
            return false;
        }
    }

    /// <summary>
    /// Asks the kernel to forget what it keeps in memory of a file, so that reading it back asks the medium. Only what is durable is forgotten, and a
    /// memory file system forgets nothing: advice, not proof (man 2 posix_fadvise).
    /// </summary>
    public static void ForgetCached(SafeFileHandle file)
    {
        if (OperatingSystem.IsLinux())
            _ = Libc.Advise(file, 0, 0, Libc.AdviseDoNotNeed);
    }

    private static int RenameByLink(string path, string newPath)
    {
        if (Libc.Link(path, newPath) == 0)
            return Libc.Unlink(path) == 0 ? 0 : Marshal.GetLastPInvokeError();
        var error = Marshal.GetLastPInvokeError();
        // A file system without hard links (vfat, exfat, many of FUSE): looking first is all that is left.
        if (error is not (KernelError.NotPermitted or KernelError.NotSupported or KernelError.NotImplemented or KernelError.InvalidArgument))
            return error;
        if (FileLookup.FindLink(newPath) is not null)
            return KernelError.Exists;
        return Libc.Rename(path, newPath) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    private static string DirectoryOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path))!;
}
