using System.Runtime.InteropServices;
using Archivist.Discs.Burning;
using Archivist.Images.Model;
using Archivist.Images.Reading;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Discs.Rescue;

/// <summary>
/// The medium in a drive of Linux, read past the page cache (O_DIRECT): what comes is what the drive reads now, and one bad sector takes no neighbour with it that shares its page.
/// </summary>
public sealed unsafe class DriveImageSource : IImageSource
{
    private const int ReadOnly = 0, CloseOnExec = 0x80000;

    private const uint FlushBuffers = 0x1261;

    private const int BufferSize = 256 * 1024, Alignment = 4096;

    private readonly SafeFileHandle _handle;
    private readonly Lock _gate = new();
    private byte* _buffer = (byte*)NativeMemory.AlignedAlloc(BufferSize, Alignment);

    private DriveImageSource(string path, SafeFileHandle handle, long length) => (Location, _handle, Length) = (path, handle, length);

    /// <inheritdoc/>
    public string Location { get; }

    /// <inheritdoc/>
    public long Length { get; }

    /// <summary>O_DIRECT of fcntl.h, which is not the same on all processors.</summary>
    private static int Direct => RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x10000 : 0x4000;

    /// <summary>Opens a drive below <c>/dev</c> in this way, and anything else as a file.</summary>
    /// <exception cref="ArchivistException">It cannot be opened.</exception>
    public static IImageSource Open(string path)
    {
        var plain = FileImageSource.Open(path);
        if (!IsDrive(path))
            return plain;
        // What the kernel still holds of a disc that was in the drive before is no reading.
        using (var device = LinuxDevice.Open(path, forWriting: false, exclusively: false))
            device.TryRequest(FlushBuffers, 0);
        var handle = Libc.Open(path, Libc.OpenReadOnly | Libc.OpenCloseOnExec | Direct);
        if (handle.IsInvalid)
            return plain;
        using (plain)
            return new DriveImageSource(path, handle, plain.Length);
    }

    /// <summary>Whether a path names a device of Linux.</summary>
    public static bool IsDrive(string path) => OperatingSystem.IsLinux() && Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal) && !Path.GetFullPath(path).StartsWith("/dev/shm/", StringComparison.Ordinal);

    /// <inheritdoc/>
    public int Read(long offset, Span<byte> buffer)
    {
        if (offset >= Length || buffer.Length == 0)
            return 0;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_buffer == null, this);
            var start = offset / Sector.Size * Sector.Size;
            var within = (int)(offset - start);
            var wanted = (int)Math.Min(BufferSize, Sector.RoundUp(Math.Min(within + (long)buffer.Length, Length - start), Sector.Size));
            var read = RandomAccess.Read(_handle, new Span<byte>(_buffer, wanted), start);
            var length = Math.Min(buffer.Length, read - within);
            if (length <= 0)
                return 0;
            new Span<byte>(_buffer + within, length).CopyTo(buffer);
            return length;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            NativeMemory.AlignedFree(_buffer);
            _buffer = null;
            _handle.Dispose();
        }
    }
}
