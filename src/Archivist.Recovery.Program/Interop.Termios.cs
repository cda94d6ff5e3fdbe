using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Recovery.Program;

internal static partial class Interop
{
    internal static partial class Libc
    {
        /// <summary>struct termios of glibc on x86-64: four flag words, line discipline, 32 control characters, two speeds.</summary>
        private const int TermiosSize = 60, LocalFlagsOffset = 12;

        private const uint Echo = 0x8;
        private const int AfterOutput = 1; // TCSADRAIN

        /// <summary>Shows or hides what is typed. Does nothing on what is not a terminal.</summary>
        internal static void SetEcho(SafeFileHandle terminal, bool isOn)
        {
            Span<byte> settings = stackalloc byte[TermiosSize];
            if (GetAttributes(terminal, settings) != 0)
                return;
            var flags = BinaryPrimitives.ReadUInt32LittleEndian(settings[LocalFlagsOffset..]);
            BinaryPrimitives.WriteUInt32LittleEndian(settings[LocalFlagsOffset..], isOn ? flags | Echo : flags & ~Echo);
            _ = SetAttributes(terminal, AfterOutput, settings);
        }

        /// <summary>man 3 tcgetattr.</summary>
        [LibraryImport("libc", EntryPoint = "tcgetattr")]
        private static partial int GetAttributes(SafeFileHandle terminal, Span<byte> settings);

        /// <summary>man 3 tcsetattr.</summary>
        [LibraryImport("libc", EntryPoint = "tcsetattr")]
        private static partial int SetAttributes(SafeFileHandle terminal, int when, ReadOnlySpan<byte> settings);
    }
}
