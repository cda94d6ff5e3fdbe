using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Platform.Kernel;

/// <summary>
/// The C library: calls of Linux whose failures .NET hides, or which it does not have. Each is declared here and nowhere else; rooms that need one are friends of this one.
/// </summary>
internal static partial class Libc
{
    private const string Library = "libc";

    /// <summary>O_RDONLY | O_DIRECTORY | O_CLOEXEC, the same on every architecture of Linux that .NET runs on but arm, where O_DIRECTORY differs; hence without it.</summary>
    internal const int ReadOnlyCloseOnExec = 0x80000;

    internal const uint RenameNoReplace = 1;

    /// <summary>STATX_BASIC_STATS.</summary>
    internal const uint BasicStatistics = 0x7ff;

    /// <summary>man 2 open, for flags that .NET does not have and for directories, which it does not open.</summary>
    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial SafeFileHandle Open(string path, int flags);

    /// <summary>man 2 fsync.</summary>
    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    internal static partial int Synchronize(SafeFileHandle file);

    /// <summary>man 2 syncfs.</summary>
    [LibraryImport(Library, EntryPoint = "syncfs", SetLastError = true)]
    internal static partial int SynchronizeFileSystem(SafeFileHandle directory);

    /// <summary>man 2 rename.</summary>
    [LibraryImport(Library, EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Rename(string path, string newPath);

    /// <summary>man 2 renameat2, for RENAME_NOREPLACE.</summary>
    [LibraryImport(Library, EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Rename(int directory, string path, int newDirectory, string newPath, uint flags);

    /// <summary>man 2 link.</summary>
    [LibraryImport(Library, EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Link(string path, string newPath);

    /// <summary>man 2 unlink.</summary>
    [LibraryImport(Library, EntryPoint = "unlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Unlink(string path);

    /// <summary>man 2 posix_fadvise; returns an errno.</summary>
    [LibraryImport(Library, EntryPoint = "posix_fadvise")]
    internal static partial int Advise(SafeFileHandle file, long offset, long length, int advice);

    /// <summary>POLLIN.</summary>
    internal const short HasInput = 1;

    /// <summary>POLLOUT.</summary>
    internal const short HasRoom = 4;

    /// <summary>man 2 write.</summary>
    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(SafeFileHandle file, in byte source, nuint length);

    /// <summary>man 2 fcntl, for commands without an argument.</summary>
    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    internal static partial int Control(int descriptor, int command);

    /// <summary>man 2 poll.</summary>
    [LibraryImport(Library, EntryPoint = "poll", SetLastError = true)]
    internal static partial int Wait(ref Waiting descriptors, nuint count, int milliseconds);

    /// <summary>man 2 read.</summary>
    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(SafeFileHandle file, ref byte destination, nuint length);

    /// <summary>struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Waiting
    {
        internal int Descriptor;
        internal short Events;
        internal short Results;
    }

    /// <summary>struct statx of linux/stat.h, as far as it is read; 256 bytes.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    internal struct FileStatus
    {
        [FieldOffset(20)] internal uint User;
        [FieldOffset(24)] internal uint Group;
        [FieldOffset(28)] internal ushort Mode;
        [FieldOffset(32)] internal ulong Inode;
        [FieldOffset(40)] internal ulong Length;
        [FieldOffset(48)] internal ulong Blocks;
        [FieldOffset(112)] internal long ModifiedSeconds;
        [FieldOffset(136)] internal uint DeviceMajor;
        [FieldOffset(140)] internal uint DeviceMinor;
    }
}
