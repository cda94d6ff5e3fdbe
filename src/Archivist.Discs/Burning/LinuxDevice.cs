using System.Runtime.InteropServices;
using Archivist.Discs.Problems;
using Archivist.Platform.Problems;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Discs.Burning;

/// <summary>A device file of Linux that requests are made to.</summary>
internal sealed partial class LinuxDevice : IDisposable
{
    private const int ReadOnly = 0, ReadWrite = 2, Exclusive = 0x80, NonBlocking = 0x800, CloseOnExec = 0x80000;

    private readonly string _path;

    private LinuxDevice(string path, SafeFileHandle handle)
    {
        _path = path;
        Handle = handle;
    }

    internal SafeFileHandle Handle { get; }

    /// <summary>Exclusively: the kernel then refuses a block device that is mounted or otherwise in use.</summary>
    internal static LinuxDevice Open(string path, bool forWriting, bool exclusively)
    {
        if (!OperatingSystem.IsLinux())
            throw new ArchivistException(new LinuxOnly(path));
        // Non-blocking opens a drive also when its tray is open.
        var flags = CloseOnExec | (forWriting ? ReadWrite : ReadOnly | NonBlocking) | (exclusively ? Exclusive : 0);
        var descriptor = OpenFile(path, flags, 0);
        return descriptor >= 0
            ? new LinuxDevice(path, new SafeFileHandle(descriptor, ownsHandle: true))
            : throw new ArchivistException(new DeviceNotOpened(path, new Cause.Kernel(Marshal.GetLastPInvokeError())));
    }

    internal int Request(uint request, nint argument) => Control(Handle, request, argument);

    internal bool TryRequest(uint request, nint argument) => Control(Handle, request, argument) >= 0;

    internal ArchivistException Failed(DriveFault fault) => new(new DriveFailed(_path, fault));

    public void Dispose() => Handle.Dispose();

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFile(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(SafeFileHandle file, nuint request, nint argument);
}
