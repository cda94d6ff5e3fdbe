using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Platform.Kernel;

/// <content>Mounting, and talking to what a mount needs.</content>
internal static partial class Libc
{
    internal const ulong MountReadOnly = 1, MountNoSetUserId = 2, MountNoDevices = 4;

    /// <summary>MNT_DETACH.</summary>
    internal const int UnmountDetach = 2;

    /// <summary>man 2 mount.</summary>
    [LibraryImport(Library, EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Mount(string source, string target, string type, ulong flags, string options);

    /// <summary>man 2 umount2.</summary>
    [LibraryImport(Library, EntryPoint = "umount2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Unmount(string target, int flags);

    /// <summary>man 2 memfd_create.</summary>
    [LibraryImport(Library, EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial SafeFileHandle CreateMemoryFile(string name, uint flags);

    /// <summary>man 2 eventfd.</summary>
    [LibraryImport(Library, EntryPoint = "eventfd", SetLastError = true)]
    internal static partial SafeFileHandle EventDescriptor(uint initial, int flags);

    /// <summary>man 2 socketpair.</summary>
    [LibraryImport(Library, EntryPoint = "socketpair", SetLastError = true)]
    internal static partial int SocketPair(int domain, int type, int protocol, ref int pair);

    /// <summary>man 2 recvmsg.</summary>
    [LibraryImport(Library, EntryPoint = "recvmsg", SetLastError = true)]
    internal static unsafe partial nint ReceiveMessage(SafeFileHandle socket, MessageHeader* message, int flags);

    /// <summary>man 2 close, for descriptors without a handle.</summary>
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

    /// <summary>struct iovec of 64-bit Linux.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct IoVector
    {
        internal void* Base;
        internal nuint Length;
    }
}
