using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Archivist.Repository.Chunking;

/// <summary>
/// Fingerprints of 64 neighbouring places at once. Multiplying a byte by a constant modulo the polynomial is an 8 by 8 bit matrix for each byte of the
/// result, and GF2P8AFFINEQB multiplies 64 bytes by such a matrix; a window is 64 of these products added up.
/// </summary>
/// <remarks>
/// Of the 20 bits only the low eight are computed everywhere: 255 of 256 places end there. The next byte and the last four bits follow only for
/// blocks that still have a candidate, by the same matrices, so that no input is slow.
/// </remarks>
internal sealed class GfniSplitSearch : ISplitSearch
{
    private const int BlockSize = 64;
    private const int Stride = 4 * BlockSize;
    private const int Planes = 3;

    /// <summary>One matrix for each of the low three bytes of the fingerprint and each distance, planes one after the other.</summary>
    private readonly ulong[] _matrices = new ulong[Planes * SplitSearch.WindowSize];
    private readonly ScalarSplitSearch _scalar;

    internal GfniSplitSearch(Polynomial polynomial)
    {
        _scalar = new ScalarSplitSearch(polynomial);
        for (var distance = 0; distance < SplitSearch.WindowSize; distance++)
        {
            var bits = SplitSearch.BitsAt(polynomial, distance);
            for (var plane = 0; plane < Planes; plane++)
                _matrices[(plane * SplitSearch.WindowSize) + distance] = Matrix(bits, plane * 8);
        }
    }

    internal static bool IsSupported => Gfni.V512.IsSupported && Avx512BW.IsSupported;

    public int Find(ReadOnlySpan<byte> bytes, int from)
    {
        SplitSearch.RequireWindow(from);
        var position = from;
        ref var origin = ref MemoryMarshal.GetReference(bytes);
        for (; position <= bytes.Length - Stride; position += Stride)
        {
            var candidates = LowBytes(ref Unsafe.Add(ref origin, position));
            for (var block = 0; candidates != 0; block++, candidates >>= 1)
            {
                if ((candidates & 1) == 0)
                    continue;
                var found = FirstIn(ref Unsafe.Add(ref origin, position + (block * BlockSize)));
                if (found < BlockSize)
                    return position + (block * BlockSize) + found;
            }
        }

        for (; position <= bytes.Length - BlockSize; position += BlockSize)
        {
            var found = FirstIn(ref Unsafe.Add(ref origin, position));
            if (found < BlockSize)
                return position + found;
        }

        return _scalar.Find(bytes, position);
    }

    /// <summary>Which of the four blocks from <paramref name="at"/> on have a place whose fingerprint ends with a zero byte: bits 0 to 3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int LowBytes(ref byte at)
    {
        ref var matrix = ref MemoryMarshal.GetArrayDataReference(_matrices);
        var (first, second, third, fourth) = (Vector512<byte>.Zero, Vector512<byte>.Zero, Vector512<byte>.Zero, Vector512<byte>.Zero);
        for (var distance = 0; distance < SplitSearch.WindowSize; distance += 2)
        {
            ref var near = ref Unsafe.Subtract(ref at, distance);
            ref var far = ref Unsafe.Subtract(ref at, distance + 1);
            var nearBy = Vector512.Create(Unsafe.Add(ref matrix, distance)).AsByte();
            var farBy = Vector512.Create(Unsafe.Add(ref matrix, distance + 1)).AsByte();
            first ^= Product(ref near, 0, nearBy) ^ Product(ref far, 0, farBy);
            second ^= Product(ref near, 1, nearBy) ^ Product(ref far, 1, farBy);
            third ^= Product(ref near, 2, nearBy) ^ Product(ref far, 2, farBy);
            fourth ^= Product(ref near, 3, nearBy) ^ Product(ref far, 3, farBy);
        }

        return (HasZero(first) ? 1 : 0) | (HasZero(second) ? 2 : 0) | (HasZero(third) ? 4 : 0) | (HasZero(fourth) ? 8 : 0);
    }

    /// <summary>The first split point among 64 places, or 64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int FirstIn(ref byte at)
    {
        var places = ulong.MaxValue;
        // Whoever asks has mostly seen that the low byte has a candidate: the others decide sooner.
        for (var plane = Planes - 1; plane >= 0 && places != 0; plane--)
        {
            ref var matrix = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_matrices), plane * SplitSearch.WindowSize);
            var (even, odd) = (Vector512<byte>.Zero, Vector512<byte>.Zero);
            for (var distance = 0; distance < SplitSearch.WindowSize; distance += 2)
            {
                even ^= Product(ref Unsafe.Subtract(ref at, distance), 0, Vector512.Create(Unsafe.Add(ref matrix, distance)).AsByte());
                odd ^= Product(ref Unsafe.Subtract(ref at, distance + 1), 0, Vector512.Create(Unsafe.Add(ref matrix, distance + 1)).AsByte());
            }

            places &= Vector512.Equals(even ^ odd, Vector512<byte>.Zero).ExtractMostSignificantBits();
        }

        return System.Numerics.BitOperations.TrailingZeroCount(places);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Product(ref byte at, nuint block, Vector512<byte> matrix) =>
        Gfni.V512.GaloisFieldAffineTransform(Vector512.LoadUnsafe(ref at, block * BlockSize), matrix, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool HasZero(Vector512<byte> value) => Vector512.EqualsAny(value, Vector512<byte>.Zero);

    /// <summary>The matrix, in GF2P8AFFINEQB's order, that gives eight bits of the fingerprint from <paramref name="lowest"/> on; bits that do not count are zero.</summary>
    private static ulong Matrix(ulong[] bits, int lowest)
    {
        ulong matrix = 0;
        for (var row = 0; row < 8 && lowest + row < SplitSearch.SplitBits; row++)
        {
            for (var column = 0; column < 8; column++)
                matrix |= (bits[column] >> (lowest + row) & 1) << (((7 - row) * 8) + column);
        }

        return matrix;
    }
}
