using Archivist.Platform;

namespace Archivist.Repository.Crypto;

/// <summary>
/// What restic's format and the ledger need of cryptography, by one implementation. All of them give the same bytes, and the same tests run over each.
/// Thread-safe.
/// </summary>
internal abstract class CryptoPrimitives
{
    /// <summary>Of libcrypto where it loads, and otherwise managed. Chosen at first use, once for the process.</summary>
    internal static CryptoPrimitives Chosen => Choice.Value;

    /// <summary>With fewer messages than this, one after the other is as quick as side by side.</summary>
    internal abstract int FewestSha256Lanes { get; }

    /// <summary>AES-256-CTR and Poly1305-AES with one key.</summary>
    internal abstract SealerPrimitives CreateSealer(SealingKey key);

    /// <summary>SHA-256 (FIPS 180-4) of one message.</summary>
    internal abstract void HashSha256(ReadOnlySpan<byte> message, Span<byte> digest);

    /// <summary>Begins the SHA-256 of a message that comes in parts.</summary>
    internal abstract RunningSha256 BeginSha256();

    /// <summary>Ends the SHA-256 of a message that other code has begun.</summary>
    /// <param name="state">The first of the eight words of the state.</param>
    /// <param name="distance">Words from one of them to the next.</param>
    /// <param name="done">Bytes that the state has taken in; a multiple of 64.</param>
    /// <param name="message">The whole message.</param>
    internal abstract unsafe Digest FinishSha256(uint* state, int distance, int done, ReadOnlySpan<byte> message);

    /// <summary>PBKDF2-HMAC-SHA-256 (RFC 8018) with one iteration, as scrypt begins and ends with it.</summary>
    internal abstract void DeriveOnce(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, Span<byte> key);

    /// <summary>scrypt (RFC 7914), one block after the other; the parameters are acceptable to <see cref="Scrypt.IsAcceptable"/>.</summary>
    internal abstract void DeriveScrypt(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int n, int r, int p, Span<byte> key);

    /// <summary>The signing key of an Ed25519 seed of 32 bytes (RFC 8032 5.1.5).</summary>
    internal abstract Ed25519Signer CreateSigner(ReadOnlySpan<byte> seed);

    /// <summary>Whether this is an Ed25519 signature (RFC 8032 5.1.7) of exactly this message; key and signature have their right length.</summary>
    internal abstract bool VerifyEd25519(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);

    /// <summary>In a type of its own, so that it is not chosen before it is asked for.</summary>
    private static class Choice
    {
        // On Linux System.Security.Cryptography hashes for the native ones, and that needs OpenSSL's other half.
        internal static readonly CryptoPrimitives Value =
            OperatingSystem.IsLinux() && NativeLibraries.Use(Interop.Libcrypto.Library, "libssl.so.3") ? new OpenSslCrypto() : new ManagedCrypto();
    }
}
