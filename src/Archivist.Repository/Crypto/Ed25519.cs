using System.Security.Cryptography;

namespace Archivist.Repository.Crypto;

/// <summary>RFC 8032 5.1: checks signatures.</summary>
public static class Ed25519
{
    /// <summary>Bytes in a seed, from which the private key follows.</summary>
    public const int SeedSize = 32;

    /// <summary>Bytes in a public key.</summary>
    public const int PublicKeySize = 32;

    /// <summary>Bytes in a signature.</summary>
    public const int SignatureSize = 64;

    /// <summary>Whether the owner of the public key signed exactly this message; hostile input is simply not a signature.</summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (publicKey.Length != PublicKeySize || signature.Length != SignatureSize)
            return false;
        using var key = Interop.Libcrypto.EvpPkeyNewRawPublicKey(
            Interop.Libcrypto.EvpPkeyEd25519, 0, publicKey, (nuint)publicKey.Length);
        if (key.IsInvalid)
        {
            Interop.Libcrypto.ErrClearError();
            return false;
        }

        using var context = NewContext();
        Interop.Libcrypto.Check(Interop.Libcrypto.EvpDigestVerifyInit(context, 0, 0, 0, key), "EVP_DigestVerifyInit");
        var verdict = Interop.Libcrypto.EvpDigestVerify(
            context, signature, (nuint)signature.Length, message, (nuint)message.Length);
        if (verdict != 1)
            Interop.Libcrypto.ErrClearError();
        return verdict == 1;
    }

    internal static SafeEvpMdContextHandle NewContext()
    {
        var context = Interop.Libcrypto.EvpMdContextNew();
        return context.IsInvalid ? throw new CryptographicException("libcrypto has no memory for a signature.") : context;
    }
}
