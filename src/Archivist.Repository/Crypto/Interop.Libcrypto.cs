using System.Runtime.InteropServices;

namespace Archivist.Repository.Crypto;

/// <summary>OpenSSL 3's libcrypto: only what System.Security.Cryptography does not expose, one file per algorithm.</summary>
internal static partial class Interop
{
    internal static partial class Libcrypto
    {
        internal const string Library = "libcrypto.so.3";

        /// <summary>Turns libcrypto's 1 for success into an exception for everything else.</summary>
        internal static void Check(int result, string operation)
        {
            if (result <= 0)
                throw new System.Security.Cryptography.CryptographicException($"libcrypto refused {operation} (error {ErrGetError():x}).");
        }

        /// <summary>man 3 ERR_get_error.</summary>
        [LibraryImport(Library, EntryPoint = "ERR_get_error")]
        private static partial ulong ErrGetError();
    }
}
