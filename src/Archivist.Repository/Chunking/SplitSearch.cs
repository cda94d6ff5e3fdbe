namespace Archivist.Repository.Chunking;

/// <summary>What all searches for split points share, and the choice among them.</summary>
internal static class SplitSearch
{
    /// <summary>Bytes that the fingerprint looks back on.</summary>
    internal const int WindowSize = 64;

    /// <summary>Low bits that are zero where a chunk may end: one place in 2^20.</summary>
    internal const int SplitBits = 20;

    /// <summary>The fastest search that this processor can do.</summary>
    internal static ISplitSearch Fastest(Polynomial polynomial) =>
        GfniSplitSearch.IsSupported ? new GfniSplitSearch(polynomial)
        : Avx2SplitSearch.IsSupported ? new Avx2SplitSearch(polynomial)
        : new ScalarSplitSearch(polynomial);

    /// <summary>
    /// What each bit of a byte adds to a fingerprint when <paramref name="distance"/> bytes follow it: bit * x^(8 * distance) modulo the polynomial.
    /// The fingerprint is linear over GF(2), so what a whole window adds up to is the sum of these, in any order.
    /// </summary>
    internal static ulong[] BitsAt(Polynomial polynomial, int distance)
    {
        var bits = new ulong[8];
        for (var bit = 0; bit < 8; bit++)
        {
            var value = polynomial.Reduce(1UL << bit);
            for (var i = 0; i < distance; i++)
                value = polynomial.Reduce(value << 8);
            bits[bit] = value;
        }

        return bits;
    }

    internal static void RequireWindow(int from) => ArgumentOutOfRangeException.ThrowIfLessThan(from, WindowSize - 1);
}
