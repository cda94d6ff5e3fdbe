using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Archivist.Repository.Crypto;

/// <summary>
/// Encrypts and authenticates one message at a time: IV (16) ‖ AES-256-CTR ciphertext ‖ Poly1305-AES tag (16),
/// the tag over the ciphertext with the IV as nonce (restic design, "Keys, Encryption and MAC").
/// Holds native contexts; not thread-safe, rented from <see cref="SealerPool"/>.
/// </summary>
internal sealed class Sealer : IDisposable
{
    /// <summary>Bytes that sealing adds: IV and tag.</summary>
    internal const int Overhead = IvSize + TagSize;

    internal const int IvSize = 16;
    internal const int TagSize = 16;

    private static readonly nint Aes256Ctr = Fetch(Interop.Libcrypto.EvpCipherFetch(0, "AES-256-CTR", 0));
    private static readonly nint Aes128Ecb = Fetch(Interop.Libcrypto.EvpCipherFetch(0, "AES-128-ECB", 0));
    private static readonly nint Poly1305 = Fetch(Interop.Libcrypto.EvpMacFetch(0, "POLY1305", 0));

    private readonly SafeCipherHandle _stream = new();
    private readonly SafeCipherHandle _nonceCipher = new();
    private readonly SafeMacHandle _mac = new(Poly1305);
    private readonly byte[] _random = new byte[4096];
    private int _randomTaken = 4096;
    private readonly byte[] _polyKey = GC.AllocateUninitializedArray<byte>(32, pinned: true);

    internal Sealer(SealingKey key)
    {
        Interop.Libcrypto.Check(
            Interop.Libcrypto.EvpEncryptInit(_stream, Aes256Ctr, 0, key.Encryption[0], in NullByte()), "AES-256-CTR");
        Interop.Libcrypto.Check(
            Interop.Libcrypto.EvpEncryptInit(_nonceCipher, Aes128Ecb, 0, key.MacK[0], in NullByte()), "AES-128");
        Interop.Libcrypto.Check(Interop.Libcrypto.EvpCipherCtxSetPadding(_nonceCipher, 0), "AES-128 without padding");
        key.MacR.CopyTo(_polyKey);
    }

    /// <summary>Seals into the first <c>plaintext.Length + Overhead</c> bytes of <paramref name="destination"/>.</summary>
    internal int Seal(ReadOnlySpan<byte> plaintext, Span<byte> destination)
    {
        var length = plaintext.Length + Overhead;
        destination = destination[..length];
        var iv = destination[..IvSize];
        TakeRandom(iv);
        var ciphertext = destination[IvSize..^TagSize];
        ApplyKeyStream(iv, plaintext, ciphertext);
        ComputeTag(iv, ciphertext, destination[^TagSize..]);
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
        ComputeTag(iv, ciphertext, tag);
        if (!CryptographicOperations.FixedTimeEquals(tag, message[^TagSize..]))
            return false;
        ApplyKeyStream(iv, ciphertext, destination[..ciphertext.Length]);
        return true;
    }

    public void Dispose()
    {
        _stream.Dispose();
        _nonceCipher.Dispose();
        _mac.Dispose();
        CryptographicOperations.ZeroMemory(_polyKey);
    }

    /// <summary>Each byte is used once. Asking for a few at a time would cost more than sealing a small blob.</summary>
    private void TakeRandom(Span<byte> destination)
    {
        if (_random.Length - _randomTaken < destination.Length)
        {
            RandomNumberGenerator.Fill(_random);
            _randomTaken = 0;
        }

        _random.AsSpan(_randomTaken, destination.Length).CopyTo(destination);
        _randomTaken += destination.Length;
    }

    private void ApplyKeyStream(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> input, Span<byte> output)
    {
        if (input.IsEmpty)
            return;
        Interop.Libcrypto.Check(Interop.Libcrypto.EvpEncryptInit(_stream, 0, 0, in NullByte(), iv[0]), "an initialization vector");
        Interop.Libcrypto.Check(
            Interop.Libcrypto.EvpEncryptUpdate(_stream, ref output[0], out _, input[0], input.Length), "encryption");
    }

    private void ComputeTag(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> ciphertext, Span<byte> tag)
    {
        Interop.Libcrypto.Check(
            Interop.Libcrypto.EvpEncryptUpdate(_nonceCipher, ref _polyKey[16], out _, iv[0], IvSize), "the nonce");
        Interop.Libcrypto.Check(Interop.Libcrypto.EvpMacInit(_mac, _polyKey[0], 32, 0), "Poly1305");
        if (!ciphertext.IsEmpty)
            Interop.Libcrypto.Check(Interop.Libcrypto.EvpMacUpdate(_mac, ciphertext[0], (nuint)ciphertext.Length), "Poly1305");
        Interop.Libcrypto.Check(Interop.Libcrypto.EvpMacFinal(_mac, ref tag[0], out _, TagSize), "Poly1305");
    }

    /// <summary>A null pointer where the native function reads "keep what was set".</summary>
    private static ref byte NullByte() => ref MemoryMarshal.GetReference(Span<byte>.Empty);

    private static nint Fetch(nint algorithm) =>
        algorithm != 0 ? algorithm : throw new CryptographicException("libcrypto lacks an algorithm that restic's format needs.");
}
