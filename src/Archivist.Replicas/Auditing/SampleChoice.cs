using System.Buffers.Binary;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Auditing;

/// <summary>
/// Chooses the ranges of a sample from a seed: anyone who knows the seed and the listing can repeat the choice, and no one without the seed can
/// predict it. Each byte of the copy is equally likely to be hit, so the bound of <see cref="DetectionBound"/> is about bytes.
/// </summary>
public static class SampleChoice
{
    /// <summary>Chooses ranges, in the order in which they are drawn; the same one can be drawn twice.</summary>
    /// <param name="objects">What there is, in any order; empty objects are never chosen.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="count">How many, 0 or more.</param>
    /// <param name="length">The longest range in bytes, 1 or more; ranges start at multiples of it and end with the object at the latest.</param>
    public static IReadOnlyList<SampledRange> Choose(IEnumerable<StoredObject> objects, Digest seed, int count, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        var sorted = objects.Where(item => item.Length > 0).ToArray();
        Array.Sort(sorted, static (a, b) => a.Name.Kind != b.Name.Kind ? a.Name.Kind.CompareTo(b.Name.Kind) : Compare(a.Name.Id, b.Name.Id));
        var ends = new long[sorted.Length];
        var total = 0L;
        for (var i = 0; i < sorted.Length; i++)
            ends[i] = total += sorted[i].Length;
        if (total == 0)
            return [];
        var chosen = new SampledRange[count];
        for (var i = 0; i < count; i++)
        {
            var hit = Draw(seed, i, total);
            var at = Array.BinarySearch(ends, hit + 1);
            if (at < 0)
                at = ~at;
            var item = sorted[at];
            var offset = (hit - (ends[at] - item.Length)) / length * length;
            chosen[i] = new SampledRange(item, offset, Math.Min(length, item.Length - offset));
        }

        return chosen;
    }

    /// <summary>A number from 0 to below a limit, uniform up to 2^-64 of the limit.</summary>
    private static long Draw(Digest seed, int number, long limit)
    {
        Span<byte> message = stackalloc byte[Digest.Size + 4];
        seed.WriteTo(message);
        BinaryPrimitives.WriteInt32BigEndian(message[Digest.Size..], number);
        Span<byte> drawn = stackalloc byte[Digest.Size];
        Digest.Of(message).WriteTo(drawn);
        return (long)Math.BigMul(BinaryPrimitives.ReadUInt64BigEndian(drawn), (ulong)limit, out _);
    }

    private static int Compare(Digest a, Digest b)
    {
        Span<byte> first = stackalloc byte[Digest.Size], second = stackalloc byte[Digest.Size];
        a.WriteTo(first);
        b.WriteTo(second);
        return first.SequenceCompareTo(second);
    }
}
