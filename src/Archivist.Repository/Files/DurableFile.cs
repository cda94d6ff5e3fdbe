using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Repository;

/// <summary>
/// Files that are whole or not there, also after a power cut: temporary file, fsync, rename, fsync of the folder. What a file system refuses is an
/// <see cref="IOException"/>, and leaves the older file.
/// </summary>
public static partial class DurableFile
{
    /// <summary>Puts a file in place, over an older one if there is one. Folders are made as needed.</summary>
    /// <param name="path">Where it shall be.</param>
    /// <param name="temporary">Where it is written first, on the same file system; a leftover there is overwritten.</param>
    /// <param name="content">All bytes.</param>
    /// <param name="cancellationToken">Cancelling leaves the older file.</param>
    public static async Task ReplaceAsync(
        string path, string temporary, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        CreateFolder(Path.GetDirectoryName(path)!);
        await using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            await file.WriteAsync(content, cancellationToken);
            Synchronize(file.SafeFileHandle, temporary);
        }

        File.Move(temporary, path, overwrite: true);
        SynchronizeFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>The same through a temporary file whose name nobody else has: <paramref name="path"/>, 32 hexadecimal digits, <c>.tmp</c>. It is gone when this fails.</summary>
    public static async Task ReplaceAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            await ReplaceAsync(path, temporary, content, cancellationToken);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Makes a new file with these permissions; an existing one is an <see cref="IOException"/>.</summary>
    public static async Task CreateAsync(
        string path, ReadOnlyMemory<byte> content, UnixFileMode mode, CancellationToken cancellationToken)
    {
        CreateFolder(Path.GetDirectoryName(path)!);
        // Written under another name first: a key that was cut short by a power cut would stand in the way for ever.
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = mode;
        try
        {
            await using (var file = new FileStream(temporary, options))
            {
                await file.WriteAsync(content, cancellationToken);
                Synchronize(file.SafeFileHandle, temporary);
            }

            File.Move(temporary, path, overwrite: false);
        }
        finally
        {
            File.Delete(temporary);
        }

        SynchronizeFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>
    /// Reads a whole file of at most <paramref name="limit"/> bytes; a longer one is an <see cref="InvalidDataException"/>.
    /// </summary>
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

    /// <summary>Makes a folder and those above it; each new one is durable in its parent.</summary>
    public static void CreateFolder(string folder)
    {
        if (Directory.Exists(folder))
            return;
        var parent = Path.GetDirectoryName(folder);
        if (parent is { Length: > 0 })
            CreateFolder(parent);
        Directory.CreateDirectory(folder);
        if (parent is { Length: > 0 })
            SynchronizeFolder(parent);
    }

    /// <summary>A rename is durable only when the folder is; Windows does it by itself and has no call for it.</summary>
    private static void SynchronizeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        // O_RDONLY | O_CLOEXEC, the same numbers on every architecture of Linux that .NET runs on.
        const int readOnlyCloseOnExec = 0x80000;
        using var handle = Open(folder, readOnlyCloseOnExec);
        if (handle.IsInvalid)
            throw Failed(folder, Marshal.GetLastPInvokeError());
        Synchronize(handle, folder);
    }

    /// <summary>
    /// Waits until what was written to a file is on its medium (man 2 fsync). <see cref="FileStream.Flush(bool)"/> and
    /// <see cref="RandomAccess.FlushToDisk"/> of .NET 10 do not report a failed fsync on Linux, so they are banned.
    /// </summary>
    /// <param name="file">An open file, folder or device; a pipe or a terminal, which has nothing to synchronize, is left alone.</param>
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

        // EINTR; then what man 2 fsync names for files that cannot be synchronized: EROFS, EINVAL.
        const int interrupted = 4, readOnlyFileSystem = 30, notSynchronizable = 22;
        int error;
        do
            error = SynchronizeHandle(file) == 0 ? 0 : Marshal.GetLastPInvokeError();
        while (error == interrupted);
        if (error is not (0 or readOnlyFileSystem or notSynchronizable))
            throw Failed(path, error);
    }

    private static IOException Failed(string path, int error)
    {
        var cause = new Win32Exception(error);
        return new IOException($"{path} cannot be made durable: {cause.Message}", cause) { HResult = error };
    }

    /// <summary>man 2 open: .NET opens files only.</summary>
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);

    /// <summary>man 2 fsync.</summary>
    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int SynchronizeHandle(SafeFileHandle file);
}
