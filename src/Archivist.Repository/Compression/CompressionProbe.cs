using System.Numerics;

namespace Archivist.Repository.Compression;

/// <summary>Tells in a microsecond whether bytes look as if somebody had compressed or encrypted them already.</summary>
internal static class CompressionProbe
{
    private const int Samples = 16;
    private const int SampleSize = 256;

    /// <summary>Below this, compressing costs no more than finding out.</summary>
    private const int SmallestWorthwhile = Samples * SampleSize * 4;

    /// <summary>Sum over all values of count * log2(count), for counts up to that of the samples, in 1/256.</summary>
    private static readonly int[] CountTimesLog = [.. Enumerable.Range(0, (Samples * SampleSize) + 1).Select(n => n == 0 ? 0 : (int)(n * Math.Log2(n) * 256))];

    /// <summary>
    /// True when samples from all over the content have an entropy of at least 7.85 bits a byte: random bytes show 7.95 in as many samples, text below 6.
    /// </summary>
    internal static bool LooksIncompressible(ReadOnlySpan<byte> content)
    {
        if (content.Length < SmallestWorthwhile)
            return false;
        Span<int> counts = stackalloc int[256];
        counts.Clear();
        var distance = (content.Length - SampleSize) / (Samples - 1);
        for (var sample = 0; sample < Samples; sample++)
        {
            foreach (var value in content.Slice(sample * distance, SampleSize))
                counts[value]++;
        }

        // Entropy is log2(n) - sum(c * log2(c)) / n.
        var sum = 0;
        foreach (var count in counts)
            sum += CountTimesLog[count];
        var entropy = BitOperations.Log2(Samples * SampleSize) - (sum / 256.0 / (Samples * SampleSize));
        return entropy >= 7.85;
    }
}
