using System.Security.Cryptography;
using Archivist.Platform;
using Archivist.Repository.Files;

namespace Archivist.Repository.Crypto;

/// <summary>
/// Encrypts and authenticates one message at a time: IV (16) ‖ AES-256-CTR ciphertext ‖ Poly1305-AES tag (16),
/// the tag over the ciphertext with the IV as nonce (restic design, "Keys, Encryption and MAC").
/// Not thread-safe, rented from <see cref="SealerPool"/>.
/// </summary>
internal sealed class Sealer(SealingKey key, CryptoPrimitives crypto) : IDisposable
{
    /// <summary>Bytes that sealing adds: IV and tag.</summary>
    internal const int Overhead = IvSize + TagSize;

    internal const int IvSize = 16;
    internal const int TagSize = 16;

    private readonly SealerPrimitives _primitives = crypto.CreateSealer(key);
    private readonly byte[] _random = new byte[4096];
    private int _randomTaken = 4096;

    /// <summary>Seals into the first <c>plaintext.Length + Overhead</c> bytes of <paramref name="destination"/>.</summary>
    internal int Seal(ReadOnlySpan<byte> plaintext, Span<byte> destination)
    {
        var length = plaintext.Length + Overhead;
        destination = destination[..length];
        var iv = destination[..IvSize];
        TakeRandom(iv);
        var ciphertext = destination[IvSize..^TagSize];
        _primitives.ApplyKeyStream(iv, plaintext, ciphertext);
        _primitives.ComputeTag(iv, ciphertext, destination[^TagSize..]);
        return length;
    }

    /// <summary>Opens into <paramref name="destination"/>, which may be the ciphertext's own place in the message; false when the tag is wrong, and then nothing was written.</summary>
    internal bool TryOpen(ReadOnlySpan<byte> message, Span<byte> destination)
    {
        if (message.Length < Overhead)
            return false;
        var iv = message[..IvSize];
        var ciphertext = message[IvSize..^TagSize];
        Span<byte> tag = stackalloc byte[TagSize];
        _primitives.ComputeTag(iv, ciphertext, tag);
        if (!CryptographicOperations.FixedTimeEquals(tag, message[^TagSize..]))
            return false;
        _primitives.ApplyKeyStream(iv, ciphertext, destination[..ciphertext.Length]);
        return true;
    }

    public void Dispose() => _primitives.Dispose();

    /// <summary>Each byte is used once. Asking for a few at a time would cost more than sealing a small blob.</summary>
    private void TakeRandom(Span<byte> destination)
    {
        if (_random.Length - _randomTaken < destination.Length)
        {
            SystemRandom.Fill(_random);
            _randomTaken = 0;
        }

        _random.AsSpan(_randomTaken, destination.Length).CopyTo(destination);
        _randomTaken += destination.Length;
    }
}
