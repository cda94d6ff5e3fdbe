namespace Archivist.Repository.Chunking;

/// <summary>What all searches for split points share, and the choice among them.</summary>
internal static class SplitSearch
{
    /// <summary>Bytes that the fingerprint looks back on.</summary>
    internal const int WindowSize = 64;

    /// <summary>Low bits that are zero where a chunk may end: one place in 2^20.</summary>
    internal const int SplitBits = 20;

    /// <summary>Bytes of a fingerprint: room for any polynomial of degree up to 56.</summary>
    internal const int Planes = 7;

    /// <summary>Which bits of byte 2 of a fingerprint have to be zero, beside all of bytes 0 and 1.</summary>
    internal const byte HighestPlaneMask = (1 << (SplitBits - 16)) - 1;

    /// <summary>The fastest search that this processor can do.</summary>
    /// <param name="polynomial">Any with a constant term, as every irreducible one has.</param>
    internal static ISplitSearch Fastest(Polynomial polynomial) =>
        GfniStreams.IsSupported ? Streamed(polynomial, new GfniStreams(polynomial))
        : Avx2Streams.IsSupported ? Streamed(polynomial, new Avx2Streams(polynomial))
        : new ScalarSplitSearch(polynomial);

    internal static ISplitSearch Streamed(Polynomial polynomial, IFingerprintStreams streams) =>
        new StreamedSplitSearch(streams, new ScalarSplitSearch(polynomial));

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

    /// <summary>What each bit of a byte stands for after division by x^8: bit * x^-8 modulo the polynomial.</summary>
    /// <param name="polynomial">With a constant term: there is no x^-1 otherwise.</param>
    internal static ulong[] BitsBefore(Polynomial polynomial)
    {
        var bits = new ulong[8];
        for (var bit = 0; bit < bits.Length; bit++)
        {
            var value = 1UL << bit;
            for (var i = 0; i < 8; i++)
                value = ((value & 1) != 0 ? value ^ polynomial.Bits : value) >> 1;
            bits[bit] = value;
        }

        return bits;
    }

    internal static void RequireWindow(int from) => ArgumentOutOfRangeException.ThrowIfLessThan(from, WindowSize - 1);
}
