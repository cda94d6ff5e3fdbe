using System.Numerics;

namespace Archivist.Repository.Compression;

/// <summary>Classifies content by the entropy of samples spread over it.</summary>
internal static class CompressionProbe
{
    /// <summary>Below this, finding out costs more than it saves: in a capture the samples are no longer in a cache.</summary>
    private const int SmallestWorthwhile = 16384;

    private const int LargestSample = 4096;

    /// <summary>count * log2(count) for counts up to that of the largest sample, in 1/256.</summary>
    private static readonly int[] CountTimesLog = [.. Enumerable.Range(0, LargestSample + 1).Select(n => n == 0 ? 0 : (int)(n * Math.Log2(n) * 256))];

    /// <summary>
    /// By 512 bytes of up to 128 KiB, in which random bytes show 7.56 bits a byte, and by 4 KiB of what is longer, in which they show 7.95.
    /// </summary>
    internal static ContentKind Of(ReadOnlySpan<byte> content)
    {
        if (content.Length < SmallestWorthwhile)
            return ContentKind.Ordinary;
        var small = content.Length <= CompressionParameters.BlockSize;
        var entropy = small ? Entropy(content, samples: 8, size: 64) : Entropy(content, samples: 16, size: 256);
        return entropy switch
        {
            <= 5.5 => ContentKind.Text,
            _ => entropy < (small ? 7.2 : 7.85) ? ContentKind.Ordinary : ContentKind.Noise,
        };
    }

    /// <summary>Bits a byte. All samples together are a power of two bytes, at most <see cref="LargestSample"/>.</summary>
    private static double Entropy(ReadOnlySpan<byte> content, int samples, int size)
    {
        // Four counters for each value: the same value twice in a row need not wait for the count before it.
        Span<ushort> first = stackalloc ushort[256], second = stackalloc ushort[256], third = stackalloc ushort[256], fourth = stackalloc ushort[256];
        first.Clear();
        second.Clear();
        third.Clear();
        fourth.Clear();
        var distance = (content.Length - size) / (samples - 1);
        for (var number = 0; number < samples; number++)
        {
            var sample = content.Slice(number * distance, size);
            for (var i = 0; i + 3 < sample.Length; i += 4)
            {
                first[sample[i]]++;
                second[sample[i + 1]]++;
                third[sample[i + 2]]++;
                fourth[sample[i + 3]]++;
            }
        }

        // Entropy is log2(n) - sum(c * log2(c)) / n.
        var sum = 0;
        for (var value = 0; value < 256; value++)
            sum += CountTimesLog[first[value] + second[value] + third[value] + fourth[value]];
        return BitOperations.Log2((uint)(samples * size)) - (sum / 256.0 / (samples * size));
    }
}
