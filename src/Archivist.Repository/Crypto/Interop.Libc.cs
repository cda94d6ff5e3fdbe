using System.Runtime.InteropServices;

namespace Archivist.Repository.Crypto;

internal static partial class Interop
{
    internal static unsafe partial class Libc
    {
        /// <summary>MADV_HUGEPAGE: pages of 2 MiB are welcome in a range.</summary>
        internal const int AdviceHugePages = 14;

        /// <summary>man 2 madvise. A wish: what it returns need not be looked at.</summary>
        [LibraryImport("libc", EntryPoint = "madvise")]
        internal static partial int Advise(void* address, nuint length, int advice);
    }
}
