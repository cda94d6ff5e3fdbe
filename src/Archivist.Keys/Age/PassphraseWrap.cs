using System.Globalization;
using System.Security.Cryptography;
using Archivist.Platform;
using Archivist.Repository.Crypto;

namespace Archivist.Keys.Age;

/// <summary>The scrypt recipient type: the file key sealed under a passphrase.</summary>
internal static class PassphraseWrap
{
    internal const int SaltSize = 16;

    private const int BlockSize = 8;

    internal static AgeStanza Wrap(ReadOnlySpan<byte> fileKey, ReadOnlySpan<byte> passphrase, int work)
    {
        var salt = SystemRandom.GetBytes(SaltSize);
        Span<byte> key = stackalloc byte[WrappedKey.KeySize];
        Derive(passphrase, salt, work, key);
        var body = WrappedKey.Seal(key, new byte[WrappedKey.NonceSize], fileKey);
        CryptographicOperations.ZeroMemory(key);
        return new AgeStanza(AgeStanza.Passphrase, [RawBase64.Encode(salt), work.ToString(CultureInfo.InvariantCulture)], body);
    }

    /// <summary>Null for another passphrase.</summary>
    internal static byte[]? TryUnwrap(AgeStanza stanza, ReadOnlySpan<byte> passphrase)
    {
        Span<byte> key = stackalloc byte[WrappedKey.KeySize];
        Derive(passphrase, RawBase64.TryDecode(stanza.Arguments[0])!, StanzaRules.WorkOf(stanza), key);
        var fileKey = WrappedKey.TryOpen(key, new byte[WrappedKey.NonceSize], stanza.Body);
        CryptographicOperations.ZeroMemory(key);
        return fileKey;
    }

    private static void Derive(ReadOnlySpan<byte> passphrase, byte[] salt, int work, Span<byte> key) =>
        Scrypt.Derive(passphrase, [.. "age-encryption.org/v1/scrypt"u8, .. salt], 1L << work, BlockSize, 1, key);
}
