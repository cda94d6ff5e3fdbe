using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Archivist.Repository.Chunking;

/// <summary>
/// 32 streams in AVX2 registers, for processors without GFNI: what half a byte adds to a plane is looked up in a register by PSHUFB,
/// 28 times to roll 32 fingerprints by one place.
/// </summary>
internal sealed unsafe class Avx2Streams : IFingerprintStreams
{
    private const int VectorSize = 32;

    /// <summary>For each plane four tables: for the low and the high half of the byte that leaves, then of that which enters.</summary>
    private readonly Vector256<byte>[] _tables = new Vector256<byte>[4 * SplitSearch.Planes];

    internal Avx2Streams(Polynomial polynomial)
    {
        var leaving = SplitSearch.BitsBefore(polynomial);
        var entering = SplitSearch.BitsAt(polynomial, SplitSearch.WindowSize - 1);
        for (var plane = 0; plane < SplitSearch.Planes; plane++)
        {
            _tables[4 * plane] = Table(leaving.AsSpan(0, 4), plane);
            _tables[(4 * plane) + 1] = Table(leaving.AsSpan(4, 4), plane);
            _tables[(4 * plane) + 2] = Table(entering.AsSpan(0, 4), plane);
            _tables[(4 * plane) + 3] = Table(entering.AsSpan(4, 4), plane);
        }
    }

    internal static bool IsSupported => Avx2.IsSupported;

    public int Count => VectorSize;

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Transpose(byte* first, nint stride, byte* block)
    {
        var half = stackalloc byte[(16 * VectorSize) + VectorSize];
        half = (byte*)(((nint)half + VectorSize - 1) & -VectorSize);
        for (var piece = 0; piece < 4; piece++)
        {
            // Two streams to a vector, 16 bytes of each; a 16 by 16 transposition in each half, which is four times the same interleaving.
            var from = first + (16 * piece);
            var to = half;
            for (var i = 0; i < 4; i++)
            {
                Interleave(Load(from, stride), Load(from + (4 * stride), stride), Load(from + (8 * stride), stride), Load(from + (12 * stride), stride), to);
                from += stride;
                to += 4 * VectorSize;
            }

            for (var i = 0; i < 4; i++)
            {
                var at = half + (i * VectorSize);
                Interleave(
                    Vector256.LoadAligned(at),
                    Vector256.LoadAligned(at + (4 * VectorSize)),
                    Vector256.LoadAligned(at + (8 * VectorSize)),
                    Vector256.LoadAligned(at + (12 * VectorSize)),
                    block);
                block += 4 * VectorSize;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ulong Roll(byte* state, byte* leaving, byte* entering, byte* soon)
    {
        ref var tables = ref MemoryMarshal.GetArrayDataReference(_tables);
        var planes = (Vector256<byte>*)state;
        var (p0, p1, p2, p3, p4, p5, p6) = (planes[0], planes[1], planes[2], planes[3], planes[4], planes[5], planes[6]);
        // The mask of half a byte, which is also that of the highest plane that has to be zero.
        var half = Vector256.Create(SplitSearch.HighestPlaneMask);
        var smallest = Vector256<byte>.AllBitsSet;
        for (nint i = (SplitSearch.WindowSize - 1) * VectorSize; i >= 0; i -= VectorSize)
        {
            Sse.Prefetch1(soon + i);
            smallest = Vector256.Min(smallest, p0 | p1 | (p2 & half));
            var away = p0 ^ Vector256.LoadAligned(leaving + i);
            var next = Vector256.LoadAligned(entering + i);
            var (awayLow, awayHigh) = (away & half, (away.AsUInt16() >> 4).AsByte() & half);
            var (nextLow, nextHigh) = (next & half, (next.AsUInt16() >> 4).AsByte() & half);
            p0 = p1 ^ Products(ref tables, 0, awayLow, awayHigh, nextLow, nextHigh);
            p1 = p2 ^ Products(ref tables, 1, awayLow, awayHigh, nextLow, nextHigh);
            p2 = p3 ^ Products(ref tables, 2, awayLow, awayHigh, nextLow, nextHigh);
            p3 = p4 ^ Products(ref tables, 3, awayLow, awayHigh, nextLow, nextHigh);
            p4 = p5 ^ Products(ref tables, 4, awayLow, awayHigh, nextLow, nextHigh);
            p5 = p6 ^ Products(ref tables, 5, awayLow, awayHigh, nextLow, nextHigh);
            p6 = Products(ref tables, 6, awayLow, awayHigh, nextLow, nextHigh);
        }

        (planes[0], planes[1], planes[2], planes[3], planes[4], planes[5], planes[6]) = (p0, p1, p2, p3, p4, p5, p6);
        return Vector256.Equals(smallest, Vector256<byte>.Zero).ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Products(
        ref Vector256<byte> tables, int plane, Vector256<byte> awayLow, Vector256<byte> awayHigh, Vector256<byte> nextLow, Vector256<byte> nextHigh) =>
        Avx2.Shuffle(Unsafe.Add(ref tables, 4 * plane), awayLow) ^ Avx2.Shuffle(Unsafe.Add(ref tables, (4 * plane) + 1), awayHigh)
        ^ Avx2.Shuffle(Unsafe.Add(ref tables, (4 * plane) + 2), nextLow) ^ Avx2.Shuffle(Unsafe.Add(ref tables, (4 * plane) + 3), nextHigh);

    /// <summary>16 bytes of two streams.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Load(byte* first, nint stride) => Vector256.Create(Vector128.Load(first), Vector128.Load(first + (16 * stride)));

    /// <summary>Two of the four interleavings that transpose 16 vectors, for those i, i + 4, i + 8 and i + 12: they become vectors 4i to 4i + 3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Interleave(Vector256<byte> a, Vector256<byte> b, Vector256<byte> c, Vector256<byte> d, byte* to)
    {
        var (evenLow, evenHigh) = (Avx2.UnpackLow(a, c), Avx2.UnpackHigh(a, c));
        var (oddLow, oddHigh) = (Avx2.UnpackLow(b, d), Avx2.UnpackHigh(b, d));
        Avx2.UnpackLow(evenLow, oddLow).StoreAligned(to);
        Avx2.UnpackHigh(evenLow, oddLow).StoreAligned(to + VectorSize);
        Avx2.UnpackLow(evenHigh, oddHigh).StoreAligned(to + (2 * VectorSize));
        Avx2.UnpackHigh(evenHigh, oddHigh).StoreAligned(to + (3 * VectorSize));
    }

    /// <summary>One plane of the sums of four bits, for each of their 16 values; twice, for PSHUFB looks only into its own half.</summary>
    private static Vector256<byte> Table(ReadOnlySpan<ulong> bits, int plane)
    {
        Span<byte> table = stackalloc byte[16];
        for (var value = 0; value < table.Length; value++)
        {
            ulong sum = 0;
            for (var bit = 0; bit < bits.Length; bit++)
                sum ^= (value >> bit & 1) != 0 ? bits[bit] : 0;
            table[value] = (byte)(sum >> (8 * plane));
        }

        var lookup = Vector128.Create<byte>(table);
        return Vector256.Create(lookup, lookup);
    }
}
