using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Archivist.Correction.Fields;

/// <summary>
/// What kernels with AVX-512 and GFNI do to vectors of 64 bytes, in any field over GF(2): a multiplication by a constant is a bit matrix, and GF2P8AFFINEQB multiplies
/// each byte by one of 8 by 8 bits.
/// </summary>
internal static unsafe class GfniVectors
{
    /// <summary>Bytes of a vector.</summary>
    internal const int Size = 64;

    internal static bool IsSupported => Gfni.V512.IsSupported && Avx512F.IsSupported;

    /// <summary>Eight times eight bits as GF2P8AFFINEQB takes them: the highest byte has the row of the lowest bit.</summary>
    /// <param name="product">What becomes of the byte in which only the bit of that number is set.</param>
    internal static ulong MatrixOf(Func<int, int> product)
    {
        var matrix = 0ul;
        for (var column = 0; column < 8; column++)
        {
            var bits = product(column);
            for (var row = 0; row < 8; row++)
                matrix |= (ulong)((bits >> row) & 1) << ((8 * (7 - row)) + column);
        }

        return matrix;
    }

    /// <summary>The same matrix for all bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<byte> Constant(ulong matrix) => Vector512.Create(matrix).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<byte> Times(Vector512<byte> bytes, Vector512<byte> matrix) => Gfni.V512.GaloisFieldAffineTransform(bytes, matrix, 0);

    /// <summary>The exclusive or of three.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<byte> Sum(Vector512<byte> sum, Vector512<byte> one, Vector512<byte> other) =>
        Avx512F.TernaryLogic(sum.AsUInt64(), one.AsUInt64(), other.AsUInt64(), 0x96).AsByte();

    /// <summary>Four vectors, one behind the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store(byte* place, Vector512<byte> v0, Vector512<byte> v1, Vector512<byte> v2, Vector512<byte> v3)
    {
        v0.Store(place);
        v1.Store(place + Size);
        v2.Store(place + (2 * Size));
        v3.Store(place + (3 * Size));
    }
}
