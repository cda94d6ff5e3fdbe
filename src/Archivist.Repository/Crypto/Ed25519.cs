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
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        publicKey.Length == PublicKeySize && signature.Length == SignatureSize && CryptoPrimitives.Chosen.VerifyEd25519(publicKey, message, signature);
}
