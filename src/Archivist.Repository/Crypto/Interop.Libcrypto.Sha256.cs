using System.Runtime.InteropServices;

namespace Archivist.Repository.Crypto;

internal static partial class Interop
{
    internal static partial class Libcrypto
    {
        /// <summary>man 3 SHA256_Update.</summary>
        [LibraryImport(Library, EntryPoint = "SHA256_Update")]
        internal static unsafe partial int Sha256Update(Sha256Continuation.Context* context, byte* bytes, nuint length);

        [LibraryImport(Library, EntryPoint = "SHA256_Final")]
        internal static unsafe partial int Sha256Final(byte* digest, Sha256Continuation.Context* context);
    }
}
