using System.Security.Cryptography;
using Archivist.Keys.Problems;
using Archivist.Platform;
using Archivist.Platform.Problems;

namespace Archivist.Keys.Age;

/// <summary>The X25519 recipient type: the file key sealed under what an ephemeral secret shares with the recipient.</summary>
internal static class CurveWrap
{
    internal static AgeStanza Wrap(ReadOnlySpan<byte> fileKey, byte[] recipient)
    {
        var ephemeral = SystemRandom.GetBytes(Curve.Size);
        var share = Curve.PublicOf(ephemeral);
        var common = Curve.TryAgree(ephemeral, recipient) ?? throw new ArgumentException("a recipient of low order", nameof(recipient));
        var key = DeriveKey(common, share, recipient);
        try
        {
            return new AgeStanza(AgeStanza.X25519, [RawBase64.Encode(share)], WrappedKey.Seal(key, new byte[WrappedKey.NonceSize], fileKey));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(ephemeral);
            CryptographicOperations.ZeroMemory(common);
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Null for the stanza of another recipient.</summary>
    internal static byte[]? TryUnwrap(AgeStanza stanza, byte[] secret, byte[] recipient, string file)
    {
        var share = RawBase64.TryDecode(stanza.Arguments[0])!;
        var common = Curve.TryAgree(secret, share) ?? throw new ArchivistException(new AgeHeaderInvalid(file, AgeHeaderFault.LowOrderShare));
        var key = DeriveKey(common, share, recipient);
        try
        {
            return WrappedKey.TryOpen(key, new byte[WrappedKey.NonceSize], stanza.Body);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(common);
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static byte[] DeriveKey(byte[] common, byte[] share, byte[] recipient) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, common, WrappedKey.KeySize, [.. share, .. recipient], "age-encryption.org/v1/X25519"u8.ToArray());
}
