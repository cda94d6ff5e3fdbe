using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Archivist.Repository.Chunking;

/// <summary>
/// Fingerprints of 32 neighbouring places at once, for processors without GFNI: what half a byte adds is looked up in a register by PSHUFB. As in
/// <see cref="GfniSplitSearch"/>, the low eight bits are computed everywhere and the others only where these are zero.
/// </summary>
internal sealed class Avx2SplitSearch : ISplitSearch
{
    private const int BlockSize = 32;
    private const int Stride = 2 * BlockSize;
    private const int Planes = 3;

    /// <summary>Bytes whose halves are laid apart at a time; they and the tables of one plane stay in the first-level cache.</summary>
    private const int SegmentSize = 4096;

    /// <summary>For each plane and distance: the table of low halves, then that of high halves.</summary>
    private readonly Vector256<byte>[] _tables = new Vector256<byte>[Planes * SplitSearch.WindowSize * 2];
    private readonly ScalarSplitSearch _scalar;

    internal Avx2SplitSearch(Polynomial polynomial)
    {
        _scalar = new ScalarSplitSearch(polynomial);
        Span<byte> table = stackalloc byte[16];
        for (var distance = 0; distance < SplitSearch.WindowSize; distance++)
        {
            var bits = SplitSearch.BitsAt(polynomial, distance);
            for (var plane = 0; plane < Planes; plane++)
            {
                for (var half = 0; half < 2; half++)
                {
                    for (var value = 0; value < 16; value++)
                    {
                        ulong sum = 0;
                        for (var bit = 0; bit < 4; bit++)
                            sum ^= (value >> bit & 1) != 0 ? bits[(half * 4) + bit] : 0;
                        table[value] = (byte)((sum & ((1UL << SplitSearch.SplitBits) - 1)) >> (plane * 8));
                    }

                    var lookup = Vector128.Create<byte>(table);
                    _tables[(((plane * SplitSearch.WindowSize) + distance) * 2) + half] = Vector256.Create(lookup, lookup);
                }
            }
        }
    }

    internal static bool IsSupported => Avx2.IsSupported;

    public int Find(ReadOnlySpan<byte> bytes, int from)
    {
        SplitSearch.RequireWindow(from);
        const int before = SplitSearch.WindowSize - 1;
        Span<byte> low = stackalloc byte[SegmentSize + before];
        Span<byte> high = stackalloc byte[SegmentSize + before];
        var position = from;
        while (position <= bytes.Length - Stride)
        {
            var places = Math.Min(SegmentSize, bytes.Length - position) / Stride * Stride;
            LayApart(bytes.Slice(position - before, places + before), low, high);
            for (var i = 0; i < places; i += Stride)
            {
                if (!HasCandidate(ref low[i + before], ref high[i + before]))
                    continue;
                for (var block = 0; block < Stride; block += BlockSize)
                {
                    var found = FirstIn(ref low[i + block + before], ref high[i + block + before]);
                    if (found < BlockSize)
                        return position + i + block + found;
                }
            }

            position += places;
        }

        return _scalar.Find(bytes, position);
    }

    private static void LayApart(ReadOnlySpan<byte> bytes, Span<byte> low, Span<byte> high)
    {
        var i = 0;
        var halves = Vector256.Create((byte)15);
        for (; i <= bytes.Length - BlockSize; i += BlockSize)
        {
            var whole = Vector256.Create(bytes.Slice(i, BlockSize));
            (whole & halves).CopyTo(low[i..]);
            ((whole.AsUInt16() >> 4).AsByte() & halves).CopyTo(high[i..]);
        }

        for (; i < bytes.Length; i++)
        {
            low[i] = (byte)(bytes[i] & 15);
            high[i] = (byte)(bytes[i] >> 4);
        }
    }

    /// <summary>True when one of 64 places has a fingerprint that ends with a zero byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool HasCandidate(ref byte low, ref byte high)
    {
        ref var table = ref MemoryMarshal.GetArrayDataReference(_tables);
        var (first, second, third, fourth) = (Vector256<byte>.Zero, Vector256<byte>.Zero, Vector256<byte>.Zero, Vector256<byte>.Zero);
        for (var distance = 0; distance < SplitSearch.WindowSize; distance++)
        {
            var lowTable = Unsafe.Add(ref table, distance * 2);
            var highTable = Unsafe.Add(ref table, (distance * 2) + 1);
            first ^= Avx2.Shuffle(lowTable, Vector256.LoadUnsafe(ref Unsafe.Subtract(ref low, distance)));
            second ^= Avx2.Shuffle(highTable, Vector256.LoadUnsafe(ref Unsafe.Subtract(ref high, distance)));
            third ^= Avx2.Shuffle(lowTable, Vector256.LoadUnsafe(ref Unsafe.Subtract(ref low, distance), BlockSize));
            fourth ^= Avx2.Shuffle(highTable, Vector256.LoadUnsafe(ref Unsafe.Subtract(ref high, distance), BlockSize));
        }

        return Vector256.EqualsAny(first, second) || Vector256.EqualsAny(third, fourth);
    }

    /// <summary>The first split point among 32 places, or 32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int FirstIn(ref byte low, ref byte high)
    {
        var places = uint.MaxValue;
        for (var plane = 0; plane < Planes && places != 0; plane++)
        {
            ref var table = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_tables), plane * SplitSearch.WindowSize * 2);
            var sum = Vector256<byte>.Zero;
            for (var distance = 0; distance < SplitSearch.WindowSize; distance++)
            {
                sum ^= Avx2.Shuffle(Unsafe.Add(ref table, distance * 2), Vector256.LoadUnsafe(ref Unsafe.Subtract(ref low, distance)))
                    ^ Avx2.Shuffle(Unsafe.Add(ref table, (distance * 2) + 1), Vector256.LoadUnsafe(ref Unsafe.Subtract(ref high, distance)));
            }

            places &= Vector256.Equals(sum, Vector256<byte>.Zero).ExtractMostSignificantBits();
        }

        return System.Numerics.BitOperations.TrailingZeroCount(places);
    }
}
