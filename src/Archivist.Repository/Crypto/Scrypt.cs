namespace Archivist.Repository.Crypto;

/// <summary>scrypt (RFC 7914) with limits against hostile key files.</summary>
internal static class Scrypt
{
    private const long MemoryLimit = 1L << 30;

    /// <summary>True when the parameters are valid and need at most 1 GiB and a bounded time.</summary>
    internal static bool IsAcceptable(long n, long r, long p) =>
        n is >= 2 and <= 1 << 24 && (n & (n - 1)) == 0
        && r is >= 1 and <= 64 && p is >= 1 and <= 64
        && 128 * n * r <= MemoryLimit && n * r * p <= 1L << 26;

    internal static void Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, long n, long r, long p, Span<byte> key)
    {
        if (!IsAcceptable(n, r, p))
            throw new ArgumentOutOfRangeException(nameof(n), $"scrypt N={n} r={r} p={p} is outside the accepted range.");
        // An empty password has no first byte to point at; one spare byte keeps the pointer valid.
        ReadOnlySpan<byte> pointed = password.IsEmpty ? [0] : password;
        Interop.Libcrypto.Check(
            Interop.Libcrypto.EvpPbeScrypt(
                pointed[0], (nuint)password.Length, salt[0], (nuint)salt.Length,
                (ulong)n, (ulong)r, (ulong)p, (ulong)MemoryLimit * 2, ref key[0], (nuint)key.Length),
            "scrypt");
    }
}
