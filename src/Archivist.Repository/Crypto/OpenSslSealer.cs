using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Archivist.Repository.Crypto;

/// <summary>By libcrypto, in contexts that are used for one message after another.</summary>
internal sealed class OpenSslSealer : SealerPrimitives
{
    private static readonly nint Aes256Ctr = Fetch(Interop.Libcrypto.EvpCipherFetch(0, "AES-256-CTR", 0));
    private static readonly nint Aes128Ecb = Fetch(Interop.Libcrypto.EvpCipherFetch(0, "AES-128-ECB", 0));
    private static readonly nint Poly1305 = Fetch(Interop.Libcrypto.EvpMacFetch(0, "POLY1305", 0));

    private readonly SafeCipherHandle _stream = new();
    private readonly SafeCipherHandle _nonceCipher = new();
    private readonly SafeMacHandle _mac = new(Poly1305);
    private readonly byte[] _polyKey = GC.AllocateUninitializedArray<byte>(32, pinned: true);

    internal OpenSslSealer(SealingKey key)
    {
        Interop.Libcrypto.Check(
            Interop.Libcrypto.EvpEncryptInit(_stream, Aes256Ctr, 0, key.Encryption[0], in NullByte()), "AES-256-CTR");
        Interop.Libcrypto.Check(
            Interop.Libcrypto.EvpEncryptInit(_nonceCipher, Aes128Ecb, 0, key.MacK[0], in NullByte()), "AES-128");
        Interop.Libcrypto.Check(Interop.Libcrypto.EvpCipherCtxSetPadding(_nonceCipher, 0), "AES-128 without padding");
        key.MacR.CopyTo(_polyKey);
    }

    internal override void ApplyKeyStream(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> input, Span<byte> output)
    {
        if (input.IsEmpty)
            return;
        Interop.Libcrypto.Check(Interop.Libcrypto.EvpEncryptInit(_stream, 0, 0, in NullByte(), iv[0]), "an initialization vector");
        Interop.Libcrypto.Check(
            Interop.Libcrypto.EvpEncryptUpdate(_stream, ref output[0], out _, input[0], input.Length), "encryption");
    }

    internal override void ComputeTag(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> ciphertext, Span<byte> tag)
    {
        Interop.Libcrypto.Check(
            Interop.Libcrypto.EvpEncryptUpdate(_nonceCipher, ref _polyKey[16], out _, iv[0], Sealer.IvSize), "the nonce");
        Interop.Libcrypto.Check(Interop.Libcrypto.EvpMacInit(_mac, _polyKey[0], 32, 0), "Poly1305");
        if (!ciphertext.IsEmpty)
            Interop.Libcrypto.Check(Interop.Libcrypto.EvpMacUpdate(_mac, ciphertext[0], (nuint)ciphertext.Length), "Poly1305");
        Interop.Libcrypto.Check(Interop.Libcrypto.EvpMacFinal(_mac, ref tag[0], out _, Sealer.TagSize), "Poly1305");
    }

    public override void Dispose()
    {
        _stream.Dispose();
        _nonceCipher.Dispose();
        _mac.Dispose();
        CryptographicOperations.ZeroMemory(_polyKey);
    }

    /// <summary>A null pointer where the native function reads "keep what was set".</summary>
    private static ref byte NullByte() => ref MemoryMarshal.GetReference(Span<byte>.Empty);

    private static nint Fetch(nint algorithm) =>
        algorithm != 0 ? algorithm : throw new CryptographicException("An algorithm that restic's format needs is missing from libcrypto.");
}
