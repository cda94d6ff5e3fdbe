using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Platform.Kernel;

/// <content>
/// The calls that open files by byte names relative to a directory: .NET's own file API takes text and so cannot name every file.
/// All names are NUL-terminated.
/// </content>
internal static partial class Libc
{
    internal const int AtCurrentFolder = -100;
    internal const int AtNoFollow = 0x100;
    internal const int AtRemoveDirectory = 0x200;
    internal const int AtEmptyPath = 0x1000;

    internal const int OpenReadOnly = 0;
    internal const int OpenWriteOnly = 1;
    internal const int OpenReadWrite = 2;
    internal const int OpenCreate = 0x40;
    internal const int OpenExclusive = 0x80;
    internal const int OpenNonBlocking = 0x800;
    internal const int OpenDirectory = 0x10000;
    internal const int OpenNoFollow = 0x20000;
    internal const int OpenNoAccessTime = 0x40000;
    internal const int OpenCloseOnExec = 0x80000;

    /// <summary>O_PATH: entries below can be opened, which needs the right to pass but not the right to list.</summary>
    internal const int OpenToPass = 0x200000;

    internal const int NotPermitted = 1;
    internal const int NotFound = 2;
    internal const int NoSuchRange = 6;
    internal const int AlreadyExists = 17;
    internal const int AccessDenied = 13;
    internal const int IsADirectory = 21;
    internal const int NoSpace = 28;
    internal const int NoAttribute = 61;
    internal const int NotSupported = 95;
    internal const int QuotaExceeded = 122;

    internal const int AdviseDoNotNeed = 4;

    internal const int SeekEnd = 2;
    internal const int SeekData = 3;
    internal const int SeekHole = 4;

    /// <summary>man 2 openat.</summary>
    [LibraryImport(Library, EntryPoint = "openat", SetLastError = true)]
    internal static partial SafeFileHandle OpenAt(int folder, in byte name, int flags, uint mode);

    [LibraryImport(Library, EntryPoint = "openat", SetLastError = true)]
    internal static partial SafeFileHandle OpenAt(SafeFileHandle folder, in byte name, int flags, uint mode);

    /// <summary>man 2 openat2 through man 2 syscall, for which the C library has no function of its own.</summary>
    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    internal static partial nint OpenAt2(nint number, SafeFileHandle folder, in byte path, in ulong how, nuint size);

    /// <summary>man 2 statx; the result is 256 bytes, see <see cref="FileStatus"/>.</summary>
    [LibraryImport(Library, EntryPoint = "statx", SetLastError = true)]
    internal static partial int Statx(SafeFileHandle folder, in byte name, int flags, uint mask, ref byte result);

    [LibraryImport(Library, EntryPoint = "statx", SetLastError = true)]
    internal static partial int Statx(int folder, in byte name, int flags, uint mask, ref byte result);

    /// <summary>man 2 statx of a path that .NET has as text.</summary>
    [LibraryImport(Library, EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Status(int directory, string path, int flags, uint mask, out FileStatus status);

    /// <summary>man 2 getdents64.</summary>
    [LibraryImport(Library, EntryPoint = "getdents64", SetLastError = true)]
    internal static partial nint GetDirectoryEntries(SafeFileHandle folder, ref byte buffer, nuint size);

    [LibraryImport(Library, EntryPoint = "readlinkat", SetLastError = true)]
    internal static partial nint ReadLinkAt(SafeFileHandle folder, in byte name, ref byte buffer, nuint size);

    [LibraryImport(Library, EntryPoint = "llistxattr", SetLastError = true)]
    internal static partial nint ListAttributes(in byte path, ref byte list, nuint size);

    [LibraryImport(Library, EntryPoint = "lgetxattr", SetLastError = true)]
    internal static partial nint GetAttribute(in byte path, in byte name, ref byte value, nuint size);

    [LibraryImport(Library, EntryPoint = "lsetxattr", SetLastError = true)]
    internal static partial int SetAttribute(in byte path, in byte name, in byte value, nuint size, int flags);

    [LibraryImport(Library, EntryPoint = "lremovexattr", SetLastError = true)]
    internal static partial int RemoveAttribute(in byte path, in byte name);

    [LibraryImport(Library, EntryPoint = "lseek", SetLastError = true)]
    internal static partial long Seek(SafeFileHandle file, long offset, int whence);

    /// <summary>man 2 pread.</summary>
    [LibraryImport(Library, EntryPoint = "pread64", SetLastError = true)]
    internal static partial nint Read(SafeFileHandle file, ref byte destination, nuint length, long offset);

    /// <summary>man 2 pwrite. The class library's asks the file what it is before the first byte.</summary>
    [LibraryImport(Library, EntryPoint = "pwrite64", SetLastError = true)]
    internal static partial nint Write(SafeFileHandle file, in byte source, nuint length, long offset);

    /// <summary>man 2 ftruncate.</summary>
    [LibraryImport(Library, EntryPoint = "ftruncate64", SetLastError = true)]
    internal static partial int Truncate(SafeFileHandle file, long length);

    /// <summary>man 2 fallocate.</summary>
    [LibraryImport(Library, EntryPoint = "fallocate", SetLastError = true)]
    internal static partial int Allocate(SafeFileHandle file, int mode, long offset, long length);

    [LibraryImport(Library, EntryPoint = "mkdirat", SetLastError = true)]
    internal static partial int MakeDirectoryAt(SafeFileHandle folder, in byte name, uint mode);

    [LibraryImport(Library, EntryPoint = "symlinkat", SetLastError = true)]
    internal static partial int MakeSymbolicLinkAt(in byte target, SafeFileHandle folder, in byte name);

    [LibraryImport(Library, EntryPoint = "linkat", SetLastError = true)]
    internal static partial int LinkAt(SafeFileHandle oldFolder, in byte oldName, SafeFileHandle newFolder, in byte newName, int flags);

    [LibraryImport(Library, EntryPoint = "mknodat", SetLastError = true)]
    internal static partial int MakeNodeAt(SafeFileHandle folder, in byte name, uint mode, ulong device);

    [LibraryImport(Library, EntryPoint = "unlinkat", SetLastError = true)]
    internal static partial int UnlinkAt(SafeFileHandle folder, in byte name, int flags);

    [LibraryImport(Library, EntryPoint = "renameat", SetLastError = true)]
    internal static partial int RenameAt(SafeFileHandle oldFolder, in byte oldName, SafeFileHandle newFolder, in byte newName);

    [LibraryImport(Library, EntryPoint = "fchownat", SetLastError = true)]
    internal static partial int ChangeOwnerAt(SafeFileHandle folder, in byte name, uint user, uint group, int flags);

    [LibraryImport(Library, EntryPoint = "fchmodat", SetLastError = true)]
    internal static partial int ChangeModeAt(SafeFileHandle folder, in byte name, uint mode, int flags);

    /// <summary>man 2 utimensat; <paramref name="times"/> is four 64-bit words: access and modification, seconds and nanoseconds.</summary>
    [LibraryImport(Library, EntryPoint = "utimensat", SetLastError = true)]
    internal static partial int SetTimesAt(SafeFileHandle folder, in byte name, in long times, int flags);

    /// <summary>man 2 keyctl, for operations on numbers.</summary>
    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    internal static partial long KeyControl(long number, long operation, long key, long keyring, long unused, long unused2);

    /// <summary>man 2 keyctl, for KEYCTL_SEARCH.</summary>
    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial long SearchKeys(long number, long operation, long keyring, string type, string description, long destination);

    /// <summary>man 2 keyctl, for KEYCTL_READ.</summary>
    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    internal static unsafe partial long ReadKeyContent(long number, long operation, long key, byte* buffer, nuint length, long unused);
}
