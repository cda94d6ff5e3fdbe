using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Platform.Kernel;

/// <summary>Calls of Linux whose failures .NET hides, or which it does not have.</summary>
internal static partial class Libc
{
    /// <summary>O_RDONLY | O_DIRECTORY | O_CLOEXEC, the same on every architecture of Linux that .NET runs on but arm, where O_DIRECTORY differs; hence without it.</summary>
    internal const int ReadOnlyCloseOnExec = 0x80000;

    internal const int CurrentDirectory = -100;
    internal const int DoNotFollow = 0x100;
    internal const uint RenameNoReplace = 1;

    /// <summary>STATX_BASIC_STATS.</summary>
    internal const uint BasicStatistics = 0x7ff;

    /// <summary>POSIX_FADV_DONTNEED.</summary>
    internal const int DoNotNeed = 4;

    /// <summary>man 2 open: .NET opens files only, not directories.</summary>
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial SafeFileHandle Open(string path, int flags);

    /// <summary>man 2 fsync.</summary>
    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    internal static partial int Synchronize(SafeFileHandle file);

    /// <summary>man 2 syncfs.</summary>
    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    internal static partial int SynchronizeFileSystem(SafeFileHandle directory);

    /// <summary>man 2 statx.</summary>
    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Status(int directory, string path, int flags, uint mask, out FileStatus status);

    /// <summary>man 2 rename.</summary>
    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Rename(string path, string newPath);

    /// <summary>man 2 renameat2, for RENAME_NOREPLACE.</summary>
    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Rename(int directory, string path, int newDirectory, string newPath, uint flags);

    /// <summary>man 2 link.</summary>
    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Link(string path, string newPath);

    /// <summary>man 2 unlink.</summary>
    [LibraryImport("libc", EntryPoint = "unlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Unlink(string path);

    /// <summary>man 2 posix_fadvise; returns an errno.</summary>
    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    internal static partial int Advise(SafeFileHandle file, long offset, long length, int advice);

    /// <summary>POLLIN.</summary>
    internal const short HasInput = 1;

    /// <summary>POLLOUT.</summary>
    internal const short HasRoom = 4;

    /// <summary>man 2 write.</summary>
    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(SafeFileHandle file, ref readonly byte source, nuint length);

    /// <summary>man 2 fcntl, for commands without an argument.</summary>
    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    internal static partial int Control(int descriptor, int command);

    /// <summary>man 2 _exit.</summary>
    [LibraryImport("libc", EntryPoint = "_exit")]
    internal static partial void Exit(int code);

    /// <summary>man 2 poll.</summary>
    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    internal static partial int Wait(ref Waiting descriptors, nuint count, int milliseconds);

    /// <summary>man 2 read.</summary>
    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(SafeFileHandle file, ref byte destination, nuint length);

    /// <summary>man 2 ioctl_tty, TIOCGWINSZ.</summary>
    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int AskDevice(int descriptor, ulong request, out WindowSize size);

    /// <summary>man 3 tcgetattr.</summary>
    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    internal static partial int GetModes(int descriptor, out TerminalModes modes);

    /// <summary>man 3 tcsetattr.</summary>
    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    internal static partial int SetModes(int descriptor, int when, in TerminalModes modes);

    /// <summary>struct winsize.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct WindowSize
    {
        internal ushort Rows;
        internal ushort Columns;
        internal ushort Width;
        internal ushort Height;
    }

    /// <summary>struct termios of glibc and musl, 60 bytes; only the local modes are looked at.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 64)]
    internal struct TerminalModes
    {
        [FieldOffset(12)] internal uint Local;
    }

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
        [FieldOffset(28)] internal ushort Mode;
        [FieldOffset(32)] internal ulong Inode;
        [FieldOffset(40)] internal ulong Length;
        [FieldOffset(48)] internal ulong Blocks;
        [FieldOffset(112)] internal long ModifiedSeconds;
        [FieldOffset(136)] internal uint DeviceMajor;
        [FieldOffset(140)] internal uint DeviceMinor;
    }
}
