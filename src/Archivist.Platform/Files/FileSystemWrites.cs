using Archivist.Platform.Kernel;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Platform.Files;

/// <summary>
/// What is written to one file system from the moment on that this is opened, in however many files. Linux 5.8 and later report every failed write since then
/// (man 2 syncfs); on Windows nothing is done. Thread-safe.
/// </summary>
public sealed class FileSystemWrites : IDisposable
{
    private readonly SafeFileHandle? _directory;
    private readonly string _path;

    private FileSystemWrites(SafeFileHandle? directory, string path) => (_directory, _path) = (directory, path);

    /// <summary>Begins to watch the file system of a directory.</summary>
    /// <exception cref="IOException">The directory cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileSystemWrites Watch(string directory)
    {
        if (!OperatingSystem.IsLinux())
            return new FileSystemWrites(null, directory);
        var handle = Libc.Open(directory, Libc.ReadOnlyCloseOnExec);
        return handle.IsInvalid ? throw KernelError.Last($"cannot open {directory}") : new FileSystemWrites(handle, directory);
    }

    /// <summary>Waits until everything that was written is on its medium, what other processes wrote too.</summary>
    /// <exception cref="IOException">Some of it is not; its <see cref="Exception.HResult"/> is the errno.</exception>
    public void Synchronize()
    {
        if (_directory is null)
            return;
        while (Libc.SynchronizeFileSystem(_directory) != 0)
        {
            if (System.Runtime.InteropServices.Marshal.GetLastPInvokeError() is not KernelError.Interrupted)
                throw KernelError.Last($"what was written below {_path} cannot be made durable");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _directory?.Dispose();
}
