using System.Runtime.InteropServices;

namespace Archivist.Repository.Crypto;

internal static partial class Interop
{
    internal static partial class Libcrypto
    {
        /// <summary>EVP_PKEY_ED25519 in openssl/evp.h (NID_ED25519).</summary>
        internal const int EvpPkeyEd25519 = 1087;

        /// <summary>man 3 EVP_PKEY_new_raw_private_key; the key is the 32-byte seed of RFC 8032 5.1.5.</summary>
        [LibraryImport(Library, EntryPoint = "EVP_PKEY_new_raw_private_key")]
        internal static partial SafeEvpPkeyHandle EvpPkeyNewRawPrivateKey(int type, nint engine, ReadOnlySpan<byte> key, nuint keyLength);

        /// <summary>man 3 EVP_PKEY_new_raw_public_key.</summary>
        [LibraryImport(Library, EntryPoint = "EVP_PKEY_new_raw_public_key")]
        internal static partial SafeEvpPkeyHandle EvpPkeyNewRawPublicKey(int type, nint engine, ReadOnlySpan<byte> key, nuint keyLength);

        /// <summary>man 3 EVP_PKEY_get_raw_public_key.</summary>
        [LibraryImport(Library, EntryPoint = "EVP_PKEY_get_raw_public_key")]
        internal static partial int EvpPkeyGetRawPublicKey(SafeEvpPkeyHandle key, Span<byte> publicKey, ref nuint length);

        /// <summary>man 3 EVP_PKEY_free.</summary>
        [LibraryImport(Library, EntryPoint = "EVP_PKEY_free")]
        internal static partial void EvpPkeyFree(nint key);

        /// <summary>man 3 EVP_MD_CTX_new.</summary>
        [LibraryImport(Library, EntryPoint = "EVP_MD_CTX_new")]
        internal static partial SafeEvpMdContextHandle EvpMdContextNew();

        /// <summary>man 3 EVP_MD_CTX_free.</summary>
        [LibraryImport(Library, EntryPoint = "EVP_MD_CTX_free")]
        internal static partial void EvpMdContextFree(nint context);

        /// <summary>man 3 EVP_DigestSignInit; for Ed25519 the digest is null (man 7 ED25519).</summary>
        [LibraryImport(Library, EntryPoint = "EVP_DigestSignInit")]
        internal static partial int EvpDigestSignInit(
            SafeEvpMdContextHandle context, nint keyContext, nint digest, nint engine, SafeEvpPkeyHandle key);

        /// <summary>man 3 EVP_DigestSign.</summary>
        [LibraryImport(Library, EntryPoint = "EVP_DigestSign")]
        internal static partial int EvpDigestSign(
            SafeEvpMdContextHandle context,
            Span<byte> signature,
            ref nuint signatureLength,
            ReadOnlySpan<byte> message,
            nuint messageLength);

        /// <summary>man 3 EVP_DigestVerifyInit.</summary>
        [LibraryImport(Library, EntryPoint = "EVP_DigestVerifyInit")]
        internal static partial int EvpDigestVerifyInit(
            SafeEvpMdContextHandle context, nint keyContext, nint digest, nint engine, SafeEvpPkeyHandle key);

        /// <summary>man 3 EVP_DigestVerify: 1 for a good signature; anything else is not one.</summary>
        [LibraryImport(Library, EntryPoint = "EVP_DigestVerify")]
        internal static partial int EvpDigestVerify(
            SafeEvpMdContextHandle context,
            ReadOnlySpan<byte> signature,
            nuint signatureLength,
            ReadOnlySpan<byte> message,
            nuint messageLength);

        /// <summary>man 3 ERR_clear_error: a refused signature leaves an entry in this thread's queue.</summary>
        [LibraryImport(Library, EntryPoint = "ERR_clear_error")]
        internal static partial void ErrClearError();
    }
}

/// <summary>Owns an EVP_PKEY.</summary>
internal sealed class SafeEvpPkeyHandle() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        Interop.Libcrypto.EvpPkeyFree(handle);
        return true;
    }
}

/// <summary>Owns an EVP_MD_CTX.</summary>
internal sealed class SafeEvpMdContextHandle() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        Interop.Libcrypto.EvpMdContextFree(handle);
        return true;
    }
}
