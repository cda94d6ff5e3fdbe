using System.Security.Cryptography;

namespace Archivist.Keys.Age;

/// <summary>A file key sealed with ChaCha20-Poly1305 for one recipient. Each wrapping key seals one file key only, so a fixed nonce is safe.</summary>
internal static class WrappedKey
{
    internal const int KeySize = 32;
    internal const int NonceSize = 12;

    private const int TagSize = 16;

    internal static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> fileKey)
    {
        using var cipher = new ChaCha20Poly1305(key);
        var wrapped = new byte[fileKey.Length + TagSize];
        cipher.Encrypt(nonce, fileKey, wrapped.AsSpan(0, fileKey.Length), wrapped.AsSpan(fileKey.Length));
        return wrapped;
    }

    /// <summary>The file key, which the caller wipes; null when it was sealed for another recipient.</summary>
    internal static byte[]? TryOpen(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> wrapped)
    {
        using var cipher = new ChaCha20Poly1305(key);
        var fileKey = new byte[wrapped.Length - TagSize];
        try
        {
            cipher.Decrypt(nonce, wrapped[..fileKey.Length], wrapped[fileKey.Length..], fileKey);
            return fileKey;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
