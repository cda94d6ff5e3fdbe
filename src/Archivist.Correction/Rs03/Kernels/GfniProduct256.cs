using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Archivist.Correction.Rs03.Kernels;

/// <summary>The same as <see cref="GfniProduct512"/> with the sixteen registers of 32 bytes that AVX2 has: two rows of four vectors.</summary>
internal sealed unsafe class GfniProduct256 : MatrixProduct
{
    private const int Vector = 32;
    private const int Step = 4 * Vector;
    private const int Group = 2;

    private readonly ulong[] _matrices;

    internal GfniProduct256(byte[,] matrix)
        : base(matrix) => _matrices = GroupedMatrices.Of(matrix, Group);

    internal static bool IsSupported => Gfni.V256.IsSupported && Avx2.IsSupported;

    internal override void Multiply(byte** inputs, byte** outputs, int length)
    {
        fixed (ulong* matrices = _matrices)
        {
            var unwanted = stackalloc byte[Step];
            for (var offset = 0; offset < length; offset += Step)
            {
                for (var row = 0; row < Rows; row += Group)
                    MultiplyGroup(inputs, offset, matrices + ((long)row * Columns), outputs[row] + offset, row + 1 < Rows ? outputs[row + 1] + offset : unwanted);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyGroup(byte** inputs, int offset, ulong* m, byte* one, byte* other)
    {
        Vector256<byte> a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
        for (var column = 0; column < Columns; column++, m += Group)
        {
            var input = inputs[column] + offset;
            Vector256<byte> x0 = Vector256.Load(input), x1 = Vector256.Load(input + Vector), x2 = Vector256.Load(input + (2 * Vector)), x3 = Vector256.Load(input + (3 * Vector));
            var p = Vector256.Create(m[0]).AsByte();
            a0 ^= Times(x0, p);
            a1 ^= Times(x1, p);
            a2 ^= Times(x2, p);
            a3 ^= Times(x3, p);
            p = Vector256.Create(m[1]).AsByte();
            b0 ^= Times(x0, p);
            b1 ^= Times(x1, p);
            b2 ^= Times(x2, p);
            b3 ^= Times(x3, p);
        }

        Store(one, a0, a1, a2, a3);
        Store(other, b0, b1, b2, b3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Times(Vector256<byte> bytes, Vector256<byte> matrix) => Gfni.V256.GaloisFieldAffineTransform(bytes, matrix, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(byte* place, Vector256<byte> v0, Vector256<byte> v1, Vector256<byte> v2, Vector256<byte> v3)
    {
        v0.Store(place);
        v1.Store(place + Vector);
        v2.Store(place + (2 * Vector));
        v3.Store(place + (3 * Vector));
    }
}
