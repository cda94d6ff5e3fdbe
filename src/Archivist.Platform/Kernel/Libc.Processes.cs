using System.Runtime.InteropServices;

namespace Archivist.Platform.Kernel;

/// <content>Processes, users, memory and randomness.</content>
internal static unsafe partial class Libc
{
    /// <summary>RLIMIT_NOFILE: how many files a process may have open.</summary>
    internal const int NumberOfFiles = 7;

    /// <summary>MADV_HUGEPAGE: pages of 2 MiB are welcome in a range.</summary>
    internal const int AdviceHugePages = 14;

    /// <summary>MADV_PAGEOUT: pages of a range are not needed for now. None is lost.</summary>
    internal const int AdvicePageOut = 21;

    /// <summary>man 2 _exit.</summary>
    [LibraryImport(Library, EntryPoint = "_exit")]
    internal static partial void Exit(int code);

    /// <summary>man 2 kill.</summary>
    [LibraryImport(Library, EntryPoint = "kill")]
    internal static partial int Signal(int process, int signal);

    /// <summary>man 2 getrlimit.</summary>
    [LibraryImport(Library, EntryPoint = "getrlimit")]
    internal static partial int GetLimit(int resource, out ResourceLimit limit);

    /// <summary>man 2 setrlimit.</summary>
    [LibraryImport(Library, EntryPoint = "setrlimit")]
    internal static partial int SetLimit(int resource, in ResourceLimit limit);

    /// <summary>man 2 madvise. A wish: what it returns need not be looked at.</summary>
    [LibraryImport(Library, EntryPoint = "madvise")]
    internal static partial int AdviseMemory(void* address, nuint length, int advice);

    /// <summary>man 2 getrandom.</summary>
    [LibraryImport(Library, EntryPoint = "getrandom", SetLastError = true)]
    internal static partial nint GetRandom(Span<byte> buffer, nuint length, uint flags);

    /// <summary>man 2 getuid.</summary>
    [LibraryImport(Library, EntryPoint = "getuid")]
    internal static partial uint GetUserId();

    /// <summary>man 2 getgid.</summary>
    [LibraryImport(Library, EntryPoint = "getgid")]
    internal static partial uint GetGroupId();

    /// <summary>man 3 getpwuid_r; the first field of struct passwd is the name.</summary>
    [LibraryImport(Library, EntryPoint = "getpwuid_r")]
    internal static partial int GetPasswordEntry(uint user, ref nint entry, ref byte buffer, nuint size, out nint result);

    /// <summary>man 3 getgrgid_r; the first field of struct group is the name.</summary>
    [LibraryImport(Library, EntryPoint = "getgrgid_r")]
    internal static partial int GetGroupEntry(uint group, ref nint entry, ref byte buffer, nuint size, out nint result);

    [LibraryImport(Library, EntryPoint = "geteuid")]
    internal static partial uint GetEffectiveUserId();

    /// <summary>struct rlimit of sys/resource.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct ResourceLimit
    {
        internal ulong Soft, Hard;
    }
}
