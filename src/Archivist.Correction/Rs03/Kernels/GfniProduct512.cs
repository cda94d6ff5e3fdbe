using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Archivist.Correction.Fields.GfniVectors;

namespace Archivist.Correction.Rs03.Kernels;

/// <summary>
/// The product with AVX-512 and GFNI: a multiplication by a constant is an 8 by 8 bit matrix in any field, and GF2P8AFFINEQB multiplies 64 bytes by one.
/// Four rows of four vectors stay in registers while all inputs pass, two at a time, so that one ternary operation adds both products.
/// </summary>
internal sealed unsafe class GfniProduct512 : MatrixProduct
{
    private const int Step = 4 * Size;
    private const int Group = 4;

    /// <summary>For each group of four rows: for each column the matrices of the four. Rows that are missing in the last group are zeros.</summary>
    private readonly ulong[] _matrices;

    internal GfniProduct512(byte[,] matrix)
        : base(matrix) => _matrices = GroupedMatrices.Of(matrix, Group);

    internal override void Multiply(byte** inputs, byte** outputs, int length)
    {
        fixed (ulong* matrices = _matrices)
        {
            var unwanted = stackalloc byte[Step];
            for (var offset = 0; offset < length; offset += Step)
            {
                for (var row = 0; row < Rows; row += Group)
                    MultiplyGroup(inputs, offset, matrices + ((long)row * Columns), outputs, row, unwanted);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyGroup(byte** inputs, int offset, ulong* m, byte** outputs, int row, byte* unwanted)
    {
        Vector512<byte> a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
        Vector512<byte> c0 = default, c1 = default, c2 = default, c3 = default, d0 = default, d1 = default, d2 = default, d3 = default;
        var end = Columns & ~1;
        for (var column = 0; column < end; column += 2, m += 2 * Group)
        {
            var first = inputs[column] + offset;
            var second = inputs[column + 1] + offset;
            Vector512<byte> x0 = Vector512.Load(first), x1 = Vector512.Load(first + Size), x2 = Vector512.Load(first + (2 * Size)), x3 = Vector512.Load(first + (3 * Size));
            Vector512<byte> y0 = Vector512.Load(second), y1 = Vector512.Load(second + Size), y2 = Vector512.Load(second + (2 * Size)), y3 = Vector512.Load(second + (3 * Size));
            Vector512<byte> p = Constant(m[0]), q = Constant(m[4]);
            a0 = Sum(a0, Times(x0, p), Times(y0, q));
            a1 = Sum(a1, Times(x1, p), Times(y1, q));
            a2 = Sum(a2, Times(x2, p), Times(y2, q));
            a3 = Sum(a3, Times(x3, p), Times(y3, q));
            p = Constant(m[1]);
            q = Constant(m[5]);
            b0 = Sum(b0, Times(x0, p), Times(y0, q));
            b1 = Sum(b1, Times(x1, p), Times(y1, q));
            b2 = Sum(b2, Times(x2, p), Times(y2, q));
            b3 = Sum(b3, Times(x3, p), Times(y3, q));
            p = Constant(m[2]);
            q = Constant(m[6]);
            c0 = Sum(c0, Times(x0, p), Times(y0, q));
            c1 = Sum(c1, Times(x1, p), Times(y1, q));
            c2 = Sum(c2, Times(x2, p), Times(y2, q));
            c3 = Sum(c3, Times(x3, p), Times(y3, q));
            p = Constant(m[3]);
            q = Constant(m[7]);
            d0 = Sum(d0, Times(x0, p), Times(y0, q));
            d1 = Sum(d1, Times(x1, p), Times(y1, q));
            d2 = Sum(d2, Times(x2, p), Times(y2, q));
            d3 = Sum(d3, Times(x3, p), Times(y3, q));
        }

        if (end < Columns)
        {
            var last = inputs[end] + offset;
            Vector512<byte> x0 = Vector512.Load(last), x1 = Vector512.Load(last + Size), x2 = Vector512.Load(last + (2 * Size)), x3 = Vector512.Load(last + (3 * Size));
            Vector512<byte> p = Constant(m[0]), q = Constant(m[1]), r = Constant(m[2]), s = Constant(m[3]);
            a0 ^= Times(x0, p);
            a1 ^= Times(x1, p);
            a2 ^= Times(x2, p);
            a3 ^= Times(x3, p);
            b0 ^= Times(x0, q);
            b1 ^= Times(x1, q);
            b2 ^= Times(x2, q);
            b3 ^= Times(x3, q);
            c0 ^= Times(x0, r);
            c1 ^= Times(x1, r);
            c2 ^= Times(x2, r);
            c3 ^= Times(x3, r);
            d0 ^= Times(x0, s);
            d1 ^= Times(x1, s);
            d2 ^= Times(x2, s);
            d3 ^= Times(x3, s);
        }

        Store(outputs[row] + offset, a0, a1, a2, a3);
        Store(row + 1 < Rows ? outputs[row + 1] + offset : unwanted, b0, b1, b2, b3);
        Store(row + 2 < Rows ? outputs[row + 2] + offset : unwanted, c0, c1, c2, c3);
        Store(row + 3 < Rows ? outputs[row + 3] + offset : unwanted, d0, d1, d2, d3);
    }
}
