using System.Buffers;
using Archivist.Platform.Kernel;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Restore.Restoring;

/// <summary>Making a stretch of a file or a device zero.</summary>
internal static class ZeroRange
{
    private const int KeepSizeAndPunchHole = 0x01 | 0x02;

    /// <summary>A hole where the file system or the device can make one, which takes no space and no time; zeros otherwise.</summary>
    internal static void Clear(SafeFileHandle file, long start, long end)
    {
        if (end <= start || (OperatingSystem.IsLinux() && Libc.Allocate(file, KeepSizeAndPunchHole, start, end - start) == 0))
            return;
        var zeros = ArrayPool<byte>.Shared.Rent(1 << 20);
        Array.Clear(zeros);
        try
        {
            for (var at = start; at < end; at += zeros.Length)
                RandomAccess.Write(file, zeros.AsSpan(0, (int)Math.Min(zeros.Length, end - at)), at);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(zeros);
        }
    }
}
