using System.Runtime.InteropServices;
using Archivist.Discs.Problems;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Discs.Burning;

/// <summary>A device file of Linux that requests are made to.</summary>
internal sealed class LinuxDevice : IDisposable
{
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
        var flags = Libc.OpenCloseOnExec | (forWriting ? Libc.OpenReadWrite : Libc.OpenReadOnly | Libc.OpenNonBlocking) | (exclusively ? Libc.OpenExclusive : 0);
        var handle = Libc.Open(path, flags);
        return !handle.IsInvalid
            ? new LinuxDevice(path, handle)
            : throw new ArchivistException(new DeviceNotOpened(path, new Cause.Kernel(Marshal.GetLastPInvokeError())));
    }

    internal int Request(uint request, nint argument) => Libc.ControlDevice(Handle, request, argument);

    internal bool TryRequest(uint request, nint argument) => Libc.ControlDevice(Handle, request, argument) >= 0;

    internal ArchivistException Failed(DriveFault fault) => new(new DriveFailed(_path, fault));

    public void Dispose() => Handle.Dispose();
}
