using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Replicas.Stores.Folder;

/// <summary>Making a folder's entries durable: .NET opens files only.</summary>
internal static partial class Interop
{
    internal static partial class Libc
    {
        internal const int ReadOnlyDirectory = 0x10000 | 0x80000;

        [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
        internal static partial SafeFileHandle Open(string path, int flags);

        /// <summary>man 2 fsync.</summary>
        [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
        internal static partial int Synchronize(SafeFileHandle file);
    }
}
