using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Platform.Kernel;

/// <summary>
/// A file in memory for another program of the same user, without a name in any directory (man 2 memfd_create): nothing of it is left however this process and the other one end. Linux only.
/// Disposing removes it for programs that have not opened it yet.
/// </summary>
public sealed class MemoryFile : IDisposable
{
    /// <summary>MFD_CLOEXEC: no other program inherits it.</summary>
    private const uint CloseOnExec = 1;

    private readonly SafeFileHandle _handle;

    private MemoryFile(SafeFileHandle handle) => _handle = handle;

    /// <summary>The path at which programs of the same user open it as long as this object is not disposed.</summary>
    public string Path => string.Create(CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd/{_handle.DangerousGetHandle()}");

    /// <summary>Creates a file with this content.</summary>
    /// <param name="name">Shown by tools that list open files; it need not be unique.</param>
    /// <param name="content">The whole content.</param>
    /// <exception cref="IOException">The kernel refuses it.</exception>
    /// <exception cref="PlatformNotSupportedException">This system is not Linux.</exception>
    public static MemoryFile Create(string name, ReadOnlySpan<byte> content)
    {
        if (!OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException("Files in memory need Linux.");
        var handle = Libc.CreateMemoryFile(name, CloseOnExec);
        if (handle.IsInvalid)
            throw KernelError.Of(Marshal.GetLastPInvokeError(), "cannot create a file in memory");
        try
        {
            RandomAccess.Write(handle, content, 0);
            return new MemoryFile(handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();
}
