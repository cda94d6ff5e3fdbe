using System.Security.Cryptography;

namespace Archivist.Keys.Age;

/// <summary>The encrypted content: chunks of 64 KiB, each sealed under the number of the chunk and whether it is the final one (STREAM).</summary>
internal sealed class AgePayload : IDisposable
{
    internal const int ChunkSize = 64 * 1024;
    internal const int TagSize = 16;
    internal const int NonceSize = 16;

    private readonly ChaCha20Poly1305 _cipher;
    private readonly byte[] _counter = new byte[12];

    internal AgePayload(ReadOnlySpan<byte> fileKey, ReadOnlySpan<byte> nonce)
    {
        Span<byte> key = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, fileKey, key, nonce, "payload"u8);
        _cipher = new ChaCha20Poly1305(key);
        CryptographicOperations.ZeroMemory(key);
    }

    public void Dispose() => _cipher.Dispose();

    /// <summary>Seals the next chunk.</summary>
    /// <param name="chunk">At most <see cref="ChunkSize"/> bytes.</param>
    /// <param name="isFinal">Nothing follows it.</param>
    /// <param name="destination">Takes the chunk and its tag.</param>
    internal void Seal(ReadOnlySpan<byte> chunk, bool isFinal, Span<byte> destination)
    {
        _counter[^1] = isFinal ? (byte)1 : (byte)0;
        _cipher.Encrypt(_counter, chunk, destination[..chunk.Length], destination.Slice(chunk.Length, TagSize));
        Advance();
    }

    /// <summary>Opens the next chunk; false, with the number unchanged, when it is not authentic as this.</summary>
    internal bool TryOpen(ReadOnlySpan<byte> chunk, bool isFinal, Span<byte> destination)
    {
        _counter[^1] = isFinal ? (byte)1 : (byte)0;
        try
        {
            _cipher.Decrypt(_counter, chunk[..^TagSize], chunk[^TagSize..], destination[..(chunk.Length - TagSize)]);
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }

        Advance();
        return true;
    }

    /// <summary>Eleven bytes, big-endian, before the mark of the final chunk; more chunks than they count would take longer than the age of the universe.</summary>
    private void Advance()
    {
        for (var at = _counter.Length - 2; at >= 0 && ++_counter[at] == 0; at--)
        {
        }
    }
}
