using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Platform.Kernel;

/// <content>Events of directories.</content>
internal static partial class Libc
{
    /// <summary>EAGAIN: there is nothing to read yet.</summary>
    internal const int NothingYet = 11;

    /// <summary>EINTR.</summary>
    internal const int Interrupted = 4;

    /// <summary>man 2 inotify_init1.</summary>
    [LibraryImport(Library, EntryPoint = "inotify_init1", SetLastError = true)]
    internal static partial SafeFileHandle BeginWatching(int flags);

    /// <summary>man 2 inotify_add_watch.</summary>
    [LibraryImport(Library, EntryPoint = "inotify_add_watch", SetLastError = true)]
    internal static partial int AddWatch(SafeFileHandle events, in byte path, uint mask);

    /// <summary>man 2 inotify_rm_watch.</summary>
    [LibraryImport(Library, EntryPoint = "inotify_rm_watch", SetLastError = true)]
    internal static partial int RemoveWatch(SafeFileHandle events, int watch);
}
