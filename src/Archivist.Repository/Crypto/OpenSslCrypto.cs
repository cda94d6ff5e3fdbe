using System.Security.Cryptography;

namespace Archivist.Repository.Crypto;

/// <summary>By OpenSSL 3's libcrypto, in part through System.Security.Cryptography.</summary>
internal sealed class OpenSslCrypto : CryptoPrimitives
{
    /// <summary>libcrypto has instructions for SHA-256.</summary>
    internal override int FewestSha256Lanes => 8;

    internal override SealerPrimitives CreateSealer(SealingKey key) => new OpenSslSealer(key);

    internal override void HashSha256(ReadOnlySpan<byte> message, Span<byte> digest) => SHA256.HashData(message, digest);

    internal override RunningSha256 BeginSha256() => new SystemSha256();

    internal override unsafe Digest FinishSha256(uint* state, int distance, int done, ReadOnlySpan<byte> message) =>
        Sha256Continuation.Finish(state, distance, done, message[done..]);

    internal override void DeriveOnce(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, Span<byte> key) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, key, iterations: 1, HashAlgorithmName.SHA256);

    internal override void DeriveScrypt(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int n, int r, int p, Span<byte> key)
    {
        // An empty password has no first byte to point at; one spare byte keeps the pointer valid.
        ReadOnlySpan<byte> pointed = password.IsEmpty ? [0] : password;
        ReadOnlySpan<byte> pointedSalt = salt.IsEmpty ? [0] : salt;
        Interop.Libcrypto.Check(
            Interop.Libcrypto.EvpPbeScrypt(
                pointed[0], (nuint)password.Length, pointedSalt[0], (nuint)salt.Length,
                (ulong)n, (ulong)r, (ulong)p, (ulong)Scrypt.MemoryLimit * 2, ref key[0], (nuint)key.Length),
            "scrypt");
    }

    internal override Ed25519Signer CreateSigner(ReadOnlySpan<byte> seed) => OpenSslSigner.FromSeed(seed);

    internal override bool VerifyEd25519(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        using var key = Interop.Libcrypto.EvpPkeyNewRawPublicKey(
            Interop.Libcrypto.EvpPkeyEd25519, 0, publicKey, (nuint)publicKey.Length);
        if (key.IsInvalid)
        {
            Interop.Libcrypto.ErrClearError();
            return false;
        }

        using var context = OpenSslSigner.NewContext();
        Interop.Libcrypto.Check(Interop.Libcrypto.EvpDigestVerifyInit(context, 0, 0, 0, key), "EVP_DigestVerifyInit");
        var verdict = Interop.Libcrypto.EvpDigestVerify(
            context, signature, (nuint)signature.Length, message, (nuint)message.Length);
        if (verdict != 1)
            Interop.Libcrypto.ErrClearError();
        return verdict == 1;
    }
}
