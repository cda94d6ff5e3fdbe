using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Archivist.Repository.Chunking;

/// <summary>
/// A rolling fingerprint as it is usually computed, one byte after the other, for any processor. Each step waits for the one before, so four
/// segments are rolled in turns; where one of them has a split point, they are gone through again, one after the other.
/// </summary>
internal sealed class ScalarSplitSearch : ISplitSearch
{
    private const uint SplitMask = (1U << SplitSearch.SplitBits) - 1;

    /// <summary>Segments that are rolled in turns: more would need more registers than there are.</summary>
    private const int Segments = 4;

    /// <summary>Bytes. Each segment begins with a freshly computed window.</summary>
    private const int LongestSegment = 1024;

    /// <summary>What the byte takes with it that leaves when the window moves by one.</summary>
    private readonly ulong[] _leaving = new ulong[256];

    /// <summary>The remainder of the bits that are shifted beyond the degree, combined with these bits themselves.</summary>
    private readonly ulong[] _overflow = new ulong[256];
    private readonly int _shift;

    internal ScalarSplitSearch(Polynomial polynomial)
    {
        _shift = polynomial.Degree - 8;
        var oldest = SplitSearch.BitsAt(polynomial, SplitSearch.WindowSize);
        for (var value = 0; value < 256; value++)
        {
            for (var bit = 0; bit < 8; bit++)
                _leaving[value] ^= (value >> bit & 1) != 0 ? oldest[bit] : 0;
            var high = (ulong)value << polynomial.Degree;
            _overflow[value] = polynomial.Reduce(high) | high;
        }
    }

    public int Find(ReadOnlySpan<byte> bytes, int from)
    {
        SplitSearch.RequireWindow(from);
        while (bytes.Length - from >= Segments * SplitSearch.WindowSize)
        {
            var segment = Math.Min(LongestSegment, (bytes.Length - from) / Segments);
            var region = bytes[..(from + (Segments * segment))];
            if (HasSplit(region, from, segment))
                return FindOneByOne(region, from);
            from += Segments * segment;
        }

        return from < bytes.Length ? FindOneByOne(bytes, from) : -1;
    }

    private int FindOneByOne(ReadOnlySpan<byte> bytes, int from)
    {
        var value = At(bytes, from);
        if ((value & SplitMask) == 0)
            return from;
        var rest = bytes[(from + 1)..];
        var leaving = bytes[(from + 1 - SplitSearch.WindowSize)..];
        for (var i = 0; i < rest.Length && i < leaving.Length; i++)
        {
            value = ((value << 8) | rest[i]) ^ _leaving[leaving[i]] ^ _overflow[(byte)(value >> _shift)];
            if ((value & SplitMask) == 0)
                return from + 1 + i;
        }

        return -1;
    }

    /// <summary>True when one of four segments, the first of which begins at <paramref name="from"/>, has a split point.</summary>
    private bool HasSplit(ReadOnlySpan<byte> bytes, int from, int segment)
    {
        ref var first = ref Unsafe.Add(ref MemoryMarshal.GetReference(bytes), from);
        return HasSplit(ref first, segment, At(bytes, from), At(bytes, from + segment), At(bytes, from + (2 * segment)), At(bytes, from + (3 * segment)));
    }

    private bool HasSplit(ref byte first, nint segment, ulong value1, ulong value2, ulong value3, ulong value4)
    {
        ref var second = ref Unsafe.Add(ref first, segment);
        ref var third = ref Unsafe.Add(ref second, segment);
        ref var fourth = ref Unsafe.Add(ref third, segment);
        ref var overflow = ref MemoryMarshal.GetArrayDataReference(_overflow);
        ref var leaving = ref MemoryMarshal.GetArrayDataReference(_leaving);
        var shift = _shift;
        for (nint i = 1; ; i++)
        {
            if (((uint)value1 & SplitMask) == 0 || ((uint)value2 & SplitMask) == 0 || ((uint)value3 & SplitMask) == 0 || ((uint)value4 & SplitMask) == 0)
                return true;
            if (i == segment)
                return false;
            value1 = Roll(value1, ref Unsafe.Add(ref first, i), ref leaving, ref overflow, shift);
            value2 = Roll(value2, ref Unsafe.Add(ref second, i), ref leaving, ref overflow, shift);
            value3 = Roll(value3, ref Unsafe.Add(ref third, i), ref leaving, ref overflow, shift);
            value4 = Roll(value4, ref Unsafe.Add(ref fourth, i), ref leaving, ref overflow, shift);
        }
    }

    /// <summary>Moves the window by one byte. What the fingerprint before decides comes last, so that the rest need not wait for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Roll(ulong value, ref byte at, ref ulong leaving, ref ulong overflow, int shift) =>
        ((value << 8) | at)
        ^ Unsafe.Add(ref leaving, (nint)Unsafe.Subtract(ref at, SplitSearch.WindowSize))
        ^ Unsafe.Add(ref overflow, (nint)(value >> shift));

    /// <summary>The fingerprint of the window that ends with byte <paramref name="index"/>.</summary>
    private ulong At(ReadOnlySpan<byte> bytes, int index)
    {
        ulong value = 0;
        foreach (var entering in bytes.Slice(index - SplitSearch.WindowSize + 1, SplitSearch.WindowSize))
            value = ((value << 8) | entering) ^ _overflow[(byte)(value >> _shift)];
        return value;
    }
}
