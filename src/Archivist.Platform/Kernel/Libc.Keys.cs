using System.Runtime.InteropServices;

namespace Archivist.Platform.Kernel;

/// <content>The key retention service of the kernel: man 7 keyrings. The C library has no functions for it.</content>
internal static partial class Libc
{
    /// <summary>KEY_SPEC_PROCESS_KEYRING.</summary>
    internal const int ProcessKeyring = -2;

    /// <summary>KEY_SPEC_USER_KEYRING.</summary>
    internal const int UserKeyring = -4;

    /// <summary>KEYCTL_LINK: man 3 keyctl_link.</summary>
    internal const int LinkKey = 8;

    /// <summary>KEYCTL_SEARCH: man 3 keyctl_search.</summary>
    internal const int SearchKeyring = 10;

    /// <summary>KEYCTL_READ: man 3 keyctl_read.</summary>
    internal const int ReadKey = 11;

    /// <summary>The number of keyctl(2) on this architecture; null where it is not known.</summary>
    internal static long? KeyControlNumber => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 250,
        Architecture.Arm64 or Architecture.RiscV64 or Architecture.LoongArch64 => 219,
        _ => null,
    };
}
