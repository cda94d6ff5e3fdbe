using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Platform.Kernel;

/// <content>Terminals and other devices.</content>
internal static partial class Libc
{
    /// <summary>man 2 ioctl_tty, TIOCGWINSZ.</summary>
    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int AskDevice(int descriptor, ulong request, out WindowSize size);

    /// <summary>man 3 tcgetattr.</summary>
    [LibraryImport(Library, EntryPoint = "tcgetattr", SetLastError = true)]
    internal static partial int GetModes(int descriptor, out TerminalModes modes);

    /// <summary>man 3 tcsetattr.</summary>
    [LibraryImport(Library, EntryPoint = "tcsetattr", SetLastError = true)]
    internal static partial int SetModes(int descriptor, int when, in TerminalModes modes);

    /// <summary>man 2 ioctl, with a number or a pointer as its argument.</summary>
    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int ControlDevice(SafeFileHandle file, nuint request, nint argument);

    /// <summary>man 2 ioctl, with a structure as its argument.</summary>
    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int ControlDevice(SafeFileHandle file, nuint request, ref byte argument);

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
}
