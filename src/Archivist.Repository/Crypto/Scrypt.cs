using System.Security.Cryptography;

namespace Archivist.Repository.Crypto;

/// <summary>scrypt (RFC 7914) with limits against hostile key files. Thread-safe.</summary>
public static class Scrypt
{
    internal const long MemoryLimit = 1L << 30;

    /// <summary>As much may be in use for blocks that are mixed side by side; one block alone may need more.</summary>
    private const long SideBySideLimit = 128L << 20;

    /// <summary>True when the parameters are valid and need at most 1 GiB and a bounded time.</summary>
    public static bool IsAcceptable(long n, long r, long p) =>
        n is >= 2 and <= 1 << 24 && (n & (n - 1)) == 0
        && r is >= 1 and <= 64 && p is >= 1 and <= 64
        && 128 * n * r <= MemoryLimit && n * r * p <= 1L << 26;

    /// <summary>Derives a key by the implementation that was chosen for this process.</summary>
    /// <param name="password">The password, in any encoding.</param>
    /// <param name="salt">The salt.</param>
    /// <param name="n">Cost, a power of two; the memory is 128 * <paramref name="n"/> * <paramref name="r"/> bytes.</param>
    /// <param name="r">Block size factor.</param>
    /// <param name="p">The number of blocks.</param>
    /// <param name="key">Takes the key.</param>
    /// <exception cref="ArgumentOutOfRangeException">The parameters are not those of <see cref="IsAcceptable"/>.</exception>
    public static void Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, long n, long r, long p, Span<byte> key) =>
        Derive(password, salt, n, r, p, key, CryptoPrimitives.Chosen);

    /// <summary>Derives a key; the same bytes whichever way they are computed.</summary>
    internal static void Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, long n, long r, long p, Span<byte> key, CryptoPrimitives crypto)
    {
        if (!IsAcceptable(n, r, p))
            throw new ArgumentOutOfRangeException(nameof(n), $"scrypt N={n} r={r} p={p} is outside the accepted range.");
        if (ScryptMixing.IsSupported)
            DeriveSideBySide(password, salt, (int)n, (int)r, (int)p, key, crypto);
        else
            crypto.DeriveScrypt(password, salt, (int)n, (int)r, (int)p, key);
    }

    /// <summary>Mixes several blocks on each processor at the same time.</summary>
    internal static void DeriveSideBySide(
        ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int n, int r, int p, Span<byte> key, CryptoPrimitives crypto)
    {
        var blockSize = 128 * r;
        var blocks = new byte[p * blockSize];
        try
        {
            crypto.DeriveOnce(password, salt, blocks);
            var allowed = (int)Math.Clamp(SideBySideLimit / ScryptMixing.TableSize(n, blockSize), 1, p);
            var threads = Math.Min(Environment.ProcessorCount, allowed);
            // As even as possible: five blocks on two processors are three and two.
            var perThread = Math.Clamp((Math.Min(allowed, p) + threads - 1) / threads, 1, ScryptMixing.Lanes);
            var groups = (p + perThread - 1) / perThread;
            Parallel.For(0, groups, new ParallelOptions { MaxDegreeOfParallelism = threads }, group =>
            {
                var first = group * perThread;
                ScryptMixing.Mix(blocks.AsSpan(first * blockSize, Math.Min(perThread, p - first) * blockSize), n, r);
            });
            crypto.DeriveOnce(password, blocks, key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(blocks);
        }
    }
}
