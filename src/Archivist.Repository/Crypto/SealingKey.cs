using System.Security.Cryptography;
using Archivist.Platform;

namespace Archivist.Repository.Crypto;

/// <summary>
/// The 64 bytes that seal everything in a repository (restic design, "Keys, Encryption and MAC"):
/// 32 for AES-256-CTR, 16 (k) and 16 (r) for Poly1305-AES.
/// </summary>
internal sealed class SealingKey : IDisposable
{
    internal const int Size = 64;

    private readonly byte[] _bytes;

    internal SealingKey(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Size);
        _bytes = GC.AllocateUninitializedArray<byte>(Size, pinned: true);
        bytes.CopyTo(_bytes);
        ClampR(_bytes.AsSpan(48));
    }

    internal ReadOnlySpan<byte> Encryption => _bytes.AsSpan(0, 32);

    internal ReadOnlySpan<byte> MacK => _bytes.AsSpan(32, 16);

    internal ReadOnlySpan<byte> MacR => _bytes.AsSpan(48, 16);

    internal static SealingKey Generate()
    {
        Span<byte> bytes = stackalloc byte[Size];
        SystemRandom.Fill(bytes);
        var key = new SealingKey(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return key;
    }

    /// <summary>A secret that follows from this key and does not give it away: PBKDF2 of RFC 8018 with one round, which is enough for a key that cannot be guessed.</summary>
    internal void Derive(ReadOnlySpan<byte> purpose, Span<byte> secret, CryptoPrimitives crypto) => crypto.DeriveOnce(_bytes, purpose, secret);

    internal bool IsSame(SealingKey other) => CryptographicOperations.FixedTimeEquals(_bytes, other._bytes);

    public void Dispose() => CryptographicOperations.ZeroMemory(_bytes);

    /// <summary>The Poly1305-AES paper, section 2: some bits of r are zero. Stored clamped, as others expect it.</summary>
    private static void ClampR(Span<byte> r)
    {
        foreach (var i in (ReadOnlySpan<int>)[3, 7, 11, 15])
            r[i] &= 15;
        foreach (var i in (ReadOnlySpan<int>)[4, 8, 12])
            r[i] &= 252;
    }
}
