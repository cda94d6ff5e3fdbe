using System.Security.Cryptography;

namespace Archivist.Repository.Crypto;

/// <summary>RFC 8032 5.1: signs. The seed itself stays with libcrypto, which wipes it on disposal.</summary>
public sealed class Ed25519SigningKey : IDisposable
{
    private readonly SafeEvpPkeyHandle _key;

    private Ed25519SigningKey(SafeEvpPkeyHandle key, byte[] publicKey) => (_key, PublicKey) = (key, publicKey);

    /// <summary>The 32 bytes that check what this key signs.</summary>
    public ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>The key that follows from a seed of 32 random bytes; the caller wipes its own copy.</summary>
    public static Ed25519SigningKey FromSeed(ReadOnlySpan<byte> seed)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(seed.Length, Ed25519.SeedSize);
        var key = Interop.Libcrypto.EvpPkeyNewRawPrivateKey(Interop.Libcrypto.EvpPkeyEd25519, 0, seed, (nuint)seed.Length);
        try
        {
            if (key.IsInvalid)
                throw new CryptographicException("libcrypto refused the seed of an Ed25519 key.");
            var publicKey = new byte[Ed25519.PublicKeySize];
            var length = (nuint)publicKey.Length;
            Interop.Libcrypto.Check(Interop.Libcrypto.EvpPkeyGetRawPublicKey(key, publicKey, ref length), "EVP_PKEY_get_raw_public_key");
            return new Ed25519SigningKey(key, publicKey);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>Signs; the same message always gives the same 64 bytes.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        using var context = Ed25519.NewContext();
        Interop.Libcrypto.Check(Interop.Libcrypto.EvpDigestSignInit(context, 0, 0, 0, _key), "EVP_DigestSignInit");
        var signature = new byte[Ed25519.SignatureSize];
        var length = (nuint)signature.Length;
        Interop.Libcrypto.Check(
            Interop.Libcrypto.EvpDigestSign(context, signature, ref length, message, (nuint)message.Length), "EVP_DigestSign");
        return signature;
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
