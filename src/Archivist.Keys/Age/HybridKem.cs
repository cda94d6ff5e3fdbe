using System.Security.Cryptography;
using Archivist.Platform;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Kems;
using Org.BouncyCastle.Crypto.Parameters;

namespace Archivist.Keys.Age;

/// <summary>
/// MLKEM768-X25519, also called X-Wing: ML-KEM-768 (FIPS 203) beside X25519, joined with SHA3-256. It holds as long as one of the two does.
/// </summary>
internal static class HybridKem
{
    /// <summary>Bytes of an identity, from which both secrets follow.</summary>
    internal const int SeedSize = 32;

    /// <summary>Bytes of a recipient: the public keys of both.</summary>
    internal const int RecipientSize = KemPublicSize + Curve.Size;

    /// <summary>Bytes of an encapsulation: the ciphertext of one and the share of the other.</summary>
    internal const int EncapsulationSize = KemCiphertextSize + Curve.Size;

    private const int KemSeedSize = 64;
    private const int KemPublicSize = 1184;
    private const int KemCiphertextSize = 1088;
    private const int SecretSize = 32;

    private static ReadOnlySpan<byte> Label => @"\.//^\"u8;

    /// <summary>The recipient of an identity.</summary>
    internal static byte[] RecipientOf(byte[] seed)
    {
        var (kem, curve) = Expand(seed);
        byte[] recipient = [.. kem.GetPublicKeyEncoded(), .. Curve.PublicOf(curve)];
        CryptographicOperations.ZeroMemory(curve);
        return recipient;
    }

    /// <summary>Whether some bytes can be encapsulated to: their ML-KEM part has to be a valid encoding (FIPS 203, 7.2), their X25519 part not of low order.</summary>
    internal static bool IsRecipient(byte[] bytes)
    {
        if (bytes.Length != RecipientSize || Curve.TryAgree(SystemRandom.GetBytes(Curve.Size), bytes[KemPublicSize..]) is null)
            return false;
        try
        {
            _ = MLKemPublicKeyParameters.FromEncoding(MLKemParameters.ml_kem_768, bytes[..KemPublicSize]);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>A new shared secret, which the caller wipes, and what the recipient needs to find it.</summary>
    internal static (byte[] Shared, byte[] Encapsulation) Encapsulate(byte[] recipient)
    {
        var (ciphertext, first) = (new byte[KemCiphertextSize], new byte[SecretSize]);
        var encapsulator = new MLKemEncapsulator(MLKemParameters.ml_kem_768);
        encapsulator.Init(MLKemPublicKeyParameters.FromEncoding(MLKemParameters.ml_kem_768, recipient[..KemPublicSize]));
        encapsulator.Encapsulate(ciphertext, 0, ciphertext.Length, first, 0, first.Length);
        var ephemeral = SystemRandom.GetBytes(Curve.Size);
        var (share, theirs) = (Curve.PublicOf(ephemeral), recipient[KemPublicSize..]);
        var second = Curve.TryAgree(ephemeral, theirs) ?? throw new ArgumentException("a recipient of low order", nameof(recipient));
        CryptographicOperations.ZeroMemory(ephemeral);
        return (Join(first, second, share, theirs), [.. ciphertext, .. share]);
    }

    /// <summary>The shared secret, which the caller wipes: another one for an encapsulation that is not for this identity. Null for a share of low order.</summary>
    internal static byte[]? TryDecapsulate(byte[] seed, byte[] encapsulation)
    {
        var (kem, curve) = Expand(seed);
        var (first, share) = (new byte[SecretSize], encapsulation[KemCiphertextSize..]);
        var decapsulator = new MLKemDecapsulator(MLKemParameters.ml_kem_768);
        decapsulator.Init(kem);
        decapsulator.Decapsulate(encapsulation, 0, KemCiphertextSize, first, 0, first.Length);
        var second = Curve.TryAgree(curve, share);
        var shared = second is null ? null : Join(first, second, share, Curve.PublicOf(curve));
        CryptographicOperations.ZeroMemory(curve);
        return shared;
    }

    private static (MLKemPrivateKeyParameters Kem, byte[] Curve) Expand(byte[] seed)
    {
        var shake = new ShakeDigest(256);
        shake.BlockUpdate(seed, 0, seed.Length);
        var both = new byte[KemSeedSize + Curve.Size];
        shake.OutputFinal(both, 0, both.Length);
        var kemSeed = both[..KemSeedSize];
        try
        {
            return (MLKemPrivateKeyParameters.FromSeed(MLKemParameters.ml_kem_768, kemSeed), both[KemSeedSize..]);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(both);
            CryptographicOperations.ZeroMemory(kemSeed);
        }
    }

    /// <summary>Wipes both secrets.</summary>
    private static byte[] Join(byte[] first, byte[] second, byte[] share, byte[] recipient)
    {
        byte[] all = [.. first, .. second, .. share, .. recipient, .. Label];
        var shared = SHA3_256.HashData(all);
        CryptographicOperations.ZeroMemory(first);
        CryptographicOperations.ZeroMemory(second);
        CryptographicOperations.ZeroMemory(all);
        return shared;
    }
}
