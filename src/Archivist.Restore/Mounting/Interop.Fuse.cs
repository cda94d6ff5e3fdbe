using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Restore.Mounting;

/// <summary>The system calls of mounting and of talking to /dev/fuse.</summary>
internal static partial class Interop
{
    internal static partial class Libc
    {
        internal const ulong ReadOnly = 1, NoSetUserId = 2, NoDevices = 4;
        internal const int Detach = 2;
        internal const int OpenReadWrite = 2, OpenCloseOnExec = 0x80000, OpenNonBlocking = 0x800;
        internal const short Readable = 1;

        private const string Library = "libc";

        /// <summary>man 2 mount.</summary>
        [LibraryImport(Library, EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
        internal static partial int Mount(string source, string target, string type, ulong flags, string options);

        /// <summary>man 2 umount2.</summary>
        [LibraryImport(Library, EntryPoint = "umount2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
        internal static partial int Unmount(string target, int flags);

        [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
        internal static partial SafeFileHandle Open(string path, int flags);

        [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
        internal static partial nint Read(SafeFileHandle file, ref byte buffer, nuint size);

        [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
        internal static partial nint Write(SafeFileHandle file, in byte buffer, nuint size);

        /// <summary>man 2 poll; each entry is a descriptor in the low half, and what is asked and what was found in the high half.</summary>
        [LibraryImport(Library, EntryPoint = "poll", SetLastError = true)]
        internal static partial int Poll(ref ulong entries, nuint count, int timeout);

        /// <summary>man 2 eventfd.</summary>
        [LibraryImport(Library, EntryPoint = "eventfd", SetLastError = true)]
        internal static partial SafeFileHandle EventDescriptor(uint initial, int flags);

        [LibraryImport(Library, EntryPoint = "socketpair", SetLastError = true)]
        internal static partial int SocketPair(int domain, int type, int protocol, ref int pair);

        [LibraryImport(Library, EntryPoint = "recvmsg", SetLastError = true)]
        internal static unsafe partial nint ReceiveMessage(SafeFileHandle socket, MessageHeader* message, int flags);

        [LibraryImport(Library, EntryPoint = "close")]
        internal static partial int Close(int descriptor);

        /// <summary>struct msghdr of 64-bit Linux.</summary>
        [StructLayout(LayoutKind.Sequential)]
        internal unsafe struct MessageHeader
        {
            internal void* Name;
            internal uint NameLength;
            internal IoVector* Vectors;
            internal nuint VectorCount;
            internal void* Control;
            internal nuint ControlLength;
            internal int Flags;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal unsafe struct IoVector
        {
            internal void* Base;
            internal nuint Length;
        }
    }
}
