using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Archivist.Repository.Chunking;

/// <summary>
/// 64 streams in AVX-512 registers. Multiplying a byte by a constant modulo the polynomial is an 8 by 8 bit matrix for each plane of the product,
/// and GF2P8AFFINEQB multiplies 64 bytes by such a matrix: fourteen of them roll 64 fingerprints by one place.
/// </summary>
internal sealed unsafe class GfniStreams : IFingerprintStreams
{
    private const int VectorSize = 64;

    /// <summary>For each plane, what the byte that leaves takes with it.</summary>
    private readonly ulong[] _leaving;

    /// <summary>For each plane, what the byte that enters adds.</summary>
    private readonly ulong[] _entering;

    internal GfniStreams(Polynomial polynomial)
    {
        _leaving = Matrices(SplitSearch.BitsBefore(polynomial));
        _entering = Matrices(SplitSearch.BitsAt(polynomial, SplitSearch.WindowSize - 1));
    }

    internal static bool IsSupported => Gfni.V512.IsSupported && Avx512BW.IsSupported;

    public int Count => VectorSize;

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Transpose(byte* first, nint stride, byte* block)
    {
        var half = stackalloc byte[(16 * VectorSize) + VectorSize];
        half = (byte*)(((nint)half + VectorSize - 1) & -VectorSize);
        for (var piece = 0; piece < 4; piece++)
        {
            // Four streams to a vector, 16 bytes of each; a 16 by 16 transposition in each quarter, which is four times the same interleaving.
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
                    Vector512.LoadAligned(at),
                    Vector512.LoadAligned(at + (4 * VectorSize)),
                    Vector512.LoadAligned(at + (8 * VectorSize)),
                    Vector512.LoadAligned(at + (12 * VectorSize)),
                    block);
                block += 4 * VectorSize;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ulong Roll(byte* state, byte* leaving, byte* entering, byte* soon)
    {
        var (l0, l1, l2, l3) = (Matrix(_leaving, 0), Matrix(_leaving, 1), Matrix(_leaving, 2), Matrix(_leaving, 3));
        var (l4, l5, l6) = (Matrix(_leaving, 4), Matrix(_leaving, 5), Matrix(_leaving, 6));
        var (e0, e1, e2, e3) = (Matrix(_entering, 0), Matrix(_entering, 1), Matrix(_entering, 2), Matrix(_entering, 3));
        var (e4, e5, e6) = (Matrix(_entering, 4), Matrix(_entering, 5), Matrix(_entering, 6));
        var planes = (Vector512<byte>*)state;
        var (p0, p1, p2, p3, p4, p5, p6) = (planes[0], planes[1], planes[2], planes[3], planes[4], planes[5], planes[6]);
        var highest = Vector512.Create(SplitSearch.HighestPlaneMask);
        var smallest = Vector512<byte>.AllBitsSet;
        for (nint i = (SplitSearch.WindowSize - 1) * VectorSize; i >= 0; i -= VectorSize)
        {
            Sse.Prefetch1(soon + i);
            smallest = Vector512.Min(smallest, p0 | p1 | (p2 & highest));
            var away = p0 ^ Vector512.LoadAligned(leaving + i);
            var next = Vector512.LoadAligned(entering + i);
            p0 = Product(away, l0) ^ p1 ^ Product(next, e0);
            p1 = Product(away, l1) ^ p2 ^ Product(next, e1);
            p2 = Product(away, l2) ^ p3 ^ Product(next, e2);
            p3 = Product(away, l3) ^ p4 ^ Product(next, e3);
            p4 = Product(away, l4) ^ p5 ^ Product(next, e4);
            p5 = Product(away, l5) ^ p6 ^ Product(next, e5);
            p6 = Product(away, l6) ^ Product(next, e6);
        }

        (planes[0], planes[1], planes[2], planes[3], planes[4], planes[5], planes[6]) = (p0, p1, p2, p3, p4, p5, p6);
        return Vector512.Equals(smallest, Vector512<byte>.Zero).ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Product(Vector512<byte> bytes, Vector512<byte> matrix) => Gfni.V512.GaloisFieldAffineTransform(bytes, matrix, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Matrix(ulong[] matrices, int plane) => Vector512.Create(matrices[plane]).AsByte();

    /// <summary>16 bytes of every sixteenth stream.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Load(byte* first, nint stride) => Avx512F.InsertVector256(
        Vector256.Create(Vector128.Load(first), Vector128.Load(first + (16 * stride))).ToVector512Unsafe(),
        Vector256.Create(Vector128.Load(first + (32 * stride)), Vector128.Load(first + (48 * stride))),
        1);

    /// <summary>Two of the four interleavings that transpose 16 vectors, for those i, i + 4, i + 8 and i + 12: they become vectors 4i to 4i + 3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Interleave(Vector512<byte> a, Vector512<byte> b, Vector512<byte> c, Vector512<byte> d, byte* to)
    {
        var (evenLow, evenHigh) = (Avx512BW.UnpackLow(a, c), Avx512BW.UnpackHigh(a, c));
        var (oddLow, oddHigh) = (Avx512BW.UnpackLow(b, d), Avx512BW.UnpackHigh(b, d));
        Avx512BW.UnpackLow(evenLow, oddLow).StoreAligned(to);
        Avx512BW.UnpackHigh(evenLow, oddLow).StoreAligned(to + VectorSize);
        Avx512BW.UnpackLow(evenHigh, oddHigh).StoreAligned(to + (2 * VectorSize));
        Avx512BW.UnpackHigh(evenHigh, oddHigh).StoreAligned(to + (3 * VectorSize));
    }

    /// <summary>The matrices, in GF2P8AFFINEQB's order, that give each plane of what the bits of a byte stand for.</summary>
    private static ulong[] Matrices(ulong[] bits)
    {
        var matrices = new ulong[SplitSearch.Planes];
        for (var row = 0; row < 8 * SplitSearch.Planes; row++)
        {
            for (var column = 0; column < 8; column++)
                matrices[row / 8] |= (bits[column] >> row & 1) << (((7 - (row % 8)) * 8) + column);
        }

        return matrices;
    }
}
