namespace Archivist.Repository.Crypto;

/// <summary>RFC 8032 5.1: signs.</summary>
public sealed class Ed25519SigningKey : IDisposable
{
    private readonly Ed25519Signer _signer;

    private Ed25519SigningKey(Ed25519Signer signer) => _signer = signer;

    /// <summary>The 32 bytes that check what this key signs.</summary>
    public ReadOnlyMemory<byte> PublicKey => _signer.PublicKey;

    /// <summary>The key that follows from a seed of 32 random bytes; the caller wipes its own copy.</summary>
    public static Ed25519SigningKey FromSeed(ReadOnlySpan<byte> seed)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(seed.Length, Ed25519.SeedSize);
        return new Ed25519SigningKey(CryptoPrimitives.Chosen.CreateSigner(seed));
    }

    /// <summary>Signs; the same message always gives the same 64 bytes.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message) => _signer.Sign(message);

    /// <inheritdoc/>
    public void Dispose() => _signer.Dispose();
}
