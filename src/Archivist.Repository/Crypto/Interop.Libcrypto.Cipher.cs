using System.Runtime.InteropServices;

namespace Archivist.Repository.Crypto;

internal static partial class Interop
{
    internal static partial class Libcrypto
    {
        /// <summary>man 3 EVP_CIPHER_fetch.</summary>
        [LibraryImport(Library, EntryPoint = "EVP_CIPHER_fetch", StringMarshalling = StringMarshalling.Utf8)]
        internal static partial nint EvpCipherFetch(nint libraryContext, string algorithm, nint properties);

        /// <summary>man 3 EVP_CIPHER_CTX_new.</summary>
        [LibraryImport(Library, EntryPoint = "EVP_CIPHER_CTX_new")]
        internal static partial nint EvpCipherCtxNew();

        [LibraryImport(Library, EntryPoint = "EVP_CIPHER_CTX_free")]
        internal static partial void EvpCipherCtxFree(nint context);

        [LibraryImport(Library, EntryPoint = "EVP_CIPHER_CTX_set_padding")]
        internal static partial int EvpCipherCtxSetPadding(SafeCipherHandle context, int padding);

        /// <summary>man 3 EVP_EncryptInit_ex; a null cipher or key keeps what was set before.</summary>
        [LibraryImport(Library, EntryPoint = "EVP_EncryptInit_ex")]
        internal static partial int EvpEncryptInit(SafeCipherHandle context, nint cipher, nint engine, in byte key, in byte iv);

        [LibraryImport(Library, EntryPoint = "EVP_EncryptUpdate")]
        internal static partial int EvpEncryptUpdate(
            SafeCipherHandle context, ref byte output, out int outputLength, in byte input, int inputLength);

        /// <summary>man 3 EVP_MAC_fetch.</summary>
        [LibraryImport(Library, EntryPoint = "EVP_MAC_fetch", StringMarshalling = StringMarshalling.Utf8)]
        internal static partial nint EvpMacFetch(nint libraryContext, string algorithm, nint properties);

        [LibraryImport(Library, EntryPoint = "EVP_MAC_CTX_new")]
        internal static partial nint EvpMacCtxNew(nint mac);

        [LibraryImport(Library, EntryPoint = "EVP_MAC_CTX_free")]
        internal static partial void EvpMacCtxFree(nint context);

        [LibraryImport(Library, EntryPoint = "EVP_MAC_init")]
        internal static partial int EvpMacInit(SafeMacHandle context, in byte key, nuint keyLength, nint parameters);

        [LibraryImport(Library, EntryPoint = "EVP_MAC_update")]
        internal static partial int EvpMacUpdate(SafeMacHandle context, in byte data, nuint length);

        [LibraryImport(Library, EntryPoint = "EVP_MAC_final")]
        internal static partial int EvpMacFinal(SafeMacHandle context, ref byte output, out nuint length, nuint capacity);

        /// <summary>man 3 EVP_PBE_scrypt.</summary>
        [LibraryImport(Library, EntryPoint = "EVP_PBE_scrypt")]
        internal static partial int EvpPbeScrypt(
            in byte password, nuint passwordLength, in byte salt, nuint saltLength,
            ulong n, ulong r, ulong p, ulong maxMemory, ref byte key, nuint keyLength);
    }
}
