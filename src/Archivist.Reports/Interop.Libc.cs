using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Reports;

/// <summary>Making a folder's entries durable: .NET opens files only.</summary>
internal static partial class Interop
{
    internal static partial class Libc
    {
        /// <summary>O_RDONLY | O_CLOEXEC, the same numbers on every architecture of Linux that .NET runs on.</summary>
        internal const int ReadOnlyCloseOnExec = 0x80000;

        /// <summary>man 2 open.</summary>
        [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
        internal static partial SafeFileHandle Open(string path, int flags);

        /// <summary>man 2 fsync.</summary>
        [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
        internal static partial int Synchronize(SafeFileHandle file);
    }
}
