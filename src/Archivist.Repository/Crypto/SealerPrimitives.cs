namespace Archivist.Repository.Crypto;

/// <summary>The two halves of sealing with one key, for one message at a time. Not thread-safe.</summary>
internal abstract class SealerPrimitives : IDisposable
{
    /// <summary>AES-256-CTR from the counter block <paramref name="iv"/> on; encrypts and decrypts, also in place.</summary>
    internal abstract void ApplyKeyStream(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> input, Span<byte> output);

    /// <summary>Poly1305-AES of the ciphertext with <paramref name="iv"/> as nonce.</summary>
    internal abstract void ComputeTag(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> ciphertext, Span<byte> tag);

    public abstract void Dispose();
}
