using System.Buffers.Binary;
using System.Security.Cryptography;
using Archivist.Keys.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Keys.Age;

/// <summary>The mlkem768x25519 recipient type: HPKE (RFC 9180) in base mode with MLKEM768-X25519, HKDF-SHA256 and ChaCha20-Poly1305.</summary>
internal static class HybridWrap
{
    private static ReadOnlySpan<byte> Suite => [(byte)'H', (byte)'P', (byte)'K', (byte)'E', 0x64, 0x7A, 0x00, 0x01, 0x00, 0x03];

    internal static AgeStanza Wrap(ReadOnlySpan<byte> fileKey, byte[] recipient)
    {
        var (shared, encapsulation) = HybridKem.Encapsulate(recipient);
        var (key, nonce) = Schedule(shared);
        var stanza = new AgeStanza(AgeStanza.Hybrid, [RawBase64.Encode(encapsulation)], WrappedKey.Seal(key, nonce, fileKey));
        CryptographicOperations.ZeroMemory(key);
        return stanza;
    }

    /// <summary>Null for the stanza of another recipient.</summary>
    internal static byte[]? TryUnwrap(AgeStanza stanza, byte[] seed, string file)
    {
        var shared = HybridKem.TryDecapsulate(seed, RawBase64.TryDecode(stanza.Arguments[0])!)
            ?? throw new ArchivistException(new AgeHeaderInvalid(file, AgeHeaderFault.LowOrderShare));
        var (key, nonce) = Schedule(shared);
        var fileKey = WrappedKey.TryOpen(key, nonce, stanza.Body);
        CryptographicOperations.ZeroMemory(key);
        return fileKey;
    }

    /// <summary>RFC 9180, 5.1: the key and the nonce of the first message, without a pre-shared key. Wipes the shared secret.</summary>
    private static (byte[] Key, byte[] Nonce) Schedule(byte[] shared)
    {
        // The mode is base: 0.
        byte[] context = [0, .. Extract([], "psk_id_hash"u8, []), .. Extract([], "info_hash"u8, "age-encryption.org/mlkem768x25519"u8)];
        var secret = Extract(shared, "secret"u8, []);
        CryptographicOperations.ZeroMemory(shared);
        var (key, nonce) = (Expand(secret, "key"u8, context, WrappedKey.KeySize), Expand(secret, "base_nonce"u8, context, WrappedKey.NonceSize));
        CryptographicOperations.ZeroMemory(secret);
        return (key, nonce);
    }

    private static byte[] Extract(byte[] salt, ReadOnlySpan<byte> label, ReadOnlySpan<byte> material) =>
        HKDF.Extract(HashAlgorithmName.SHA256, [.. "HPKE-v1"u8, .. Suite, .. label, .. material], salt);

    private static byte[] Expand(byte[] secret, ReadOnlySpan<byte> label, byte[] context, int length)
    {
        var size = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(size, (ushort)length);
        return HKDF.Expand(HashAlgorithmName.SHA256, secret, length, [.. size, .. "HPKE-v1"u8, .. Suite, .. label, .. context]);
    }
}
