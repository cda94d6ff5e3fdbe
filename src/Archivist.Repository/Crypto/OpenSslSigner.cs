using System.Security.Cryptography;

namespace Archivist.Repository.Crypto;

/// <summary>By libcrypto, which keeps the seed and wipes it on disposal.</summary>
internal sealed class OpenSslSigner : Ed25519Signer
{
    private readonly SafeEvpPkeyHandle _key;

    private OpenSslSigner(SafeEvpPkeyHandle key, byte[] publicKey) => (_key, PublicKey) = (key, publicKey);

    internal override ReadOnlyMemory<byte> PublicKey { get; }

    internal static OpenSslSigner FromSeed(ReadOnlySpan<byte> seed)
    {
        var key = Interop.Libcrypto.EvpPkeyNewRawPrivateKey(Interop.Libcrypto.EvpPkeyEd25519, 0, seed, (nuint)seed.Length);
        try
        {
            if (key.IsInvalid)
                throw new CryptographicException("libcrypto refused the seed of an Ed25519 key.");
            var publicKey = new byte[Ed25519.PublicKeySize];
            var length = (nuint)publicKey.Length;
            Interop.Libcrypto.Check(Interop.Libcrypto.EvpPkeyGetRawPublicKey(key, publicKey, ref length), "EVP_PKEY_get_raw_public_key");
            return new OpenSslSigner(key, publicKey);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    internal override byte[] Sign(ReadOnlySpan<byte> message)
    {
        using var context = NewContext();
        Interop.Libcrypto.Check(Interop.Libcrypto.EvpDigestSignInit(context, 0, 0, 0, _key), "EVP_DigestSignInit");
        var signature = new byte[Ed25519.SignatureSize];
        var length = (nuint)signature.Length;
        Interop.Libcrypto.Check(
            Interop.Libcrypto.EvpDigestSign(context, signature, ref length, message, (nuint)message.Length), "EVP_DigestSign");
        return signature;
    }

    public override void Dispose() => _key.Dispose();

    internal static SafeEvpMdContextHandle NewContext()
    {
        var context = Interop.Libcrypto.EvpMdContextNew();
        return context.IsInvalid ? throw new CryptographicException("libcrypto has no memory for a signature.") : context;
    }
}
