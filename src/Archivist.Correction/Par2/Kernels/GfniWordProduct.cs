using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Archivist.Correction.Fields;
using static Archivist.Correction.Fields.GfniVectors;

namespace Archivist.Correction.Par2.Kernels;

/// <summary>
/// The product with AVX-512 and GFNI. Times a constant is a 16 by 16 bit matrix, so it is four matrices of 8 by 8 bits between the low and high bytes, and
/// GF2P8AFFINEQB multiplies 64 bytes by one of them. Four rows of 128 words stay in registers while all columns pass. Matrices are linear in the
/// constant: those of any constant are the sum of those of its two bytes.
/// </summary>
internal sealed unsafe class GfniWordProduct : WordProduct
{
    private const int Group = 4;

    /// <summary>Low to low, high to low, low to high, high to high.</summary>
    private const int Parts = 4;

    /// <summary>The matrices of the 256 constants below 256, then those of the 256 above; never freed.</summary>
    private static readonly ulong* Matrices = MakeMatrices();

    internal override void Add(byte** inputs, int columns, ushort* factors, byte** outputs, int rows, int offset, int length)
    {
        var matrices = stackalloc ulong[columns * Group * Parts];
        var unwanted = stackalloc byte[Granularity];
        for (var row = 0; row < rows; row += Group)
        {
            var next = matrices;
            for (var column = 0; column < columns; column++)
            {
                for (var i = 0; i < Group; i++, next += Parts)
                {
                    var factor = row + i < rows ? factors[((row + i) * columns) + column] : (ushort)0;
                    (Vector256.Load(Matrices + ((factor & 0xFF) * Parts)) ^ Vector256.Load(Matrices + ((256 + (factor >> 8)) * Parts))).Store(next);
                }
            }

            for (var at = offset; at < offset + length; at += Granularity)
            {
                AddGroup(
                    inputs, columns, matrices, at, outputs[row] + at, row + 1 < rows ? outputs[row + 1] + at : unwanted,
                    row + 2 < rows ? outputs[row + 2] + at : unwanted, row + 3 < rows ? outputs[row + 3] + at : unwanted);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddGroup(byte** inputs, int columns, ulong* m, int at, byte* a, byte* b, byte* c, byte* d)
    {
        Vector512<byte> a0 = Vector512.Load(a), a1 = Vector512.Load(a + Size), a2 = Vector512.Load(a + (2 * Size)), a3 = Vector512.Load(a + (3 * Size));
        Vector512<byte> b0 = Vector512.Load(b), b1 = Vector512.Load(b + Size), b2 = Vector512.Load(b + (2 * Size)), b3 = Vector512.Load(b + (3 * Size));
        Vector512<byte> c0 = Vector512.Load(c), c1 = Vector512.Load(c + Size), c2 = Vector512.Load(c + (2 * Size)), c3 = Vector512.Load(c + (3 * Size));
        Vector512<byte> d0 = Vector512.Load(d), d1 = Vector512.Load(d + Size), d2 = Vector512.Load(d + (2 * Size)), d3 = Vector512.Load(d + (3 * Size));
        for (var column = 0; column < columns; column++, m += Group * Parts)
        {
            var input = inputs[column] + at;
            Vector512<byte> x0 = Vector512.Load(input), y0 = Vector512.Load(input + Size), x1 = Vector512.Load(input + (2 * Size)), y1 = Vector512.Load(input + (3 * Size));
            Vector512<byte> p = Constant(m[0]), q = Constant(m[1]);
            a0 = Sum(a0, Times(x0, p), Times(y0, q));
            a2 = Sum(a2, Times(x1, p), Times(y1, q));
            (p, q) = (Constant(m[2]), Constant(m[3]));
            a1 = Sum(a1, Times(x0, p), Times(y0, q));
            a3 = Sum(a3, Times(x1, p), Times(y1, q));
            (p, q) = (Constant(m[4]), Constant(m[5]));
            b0 = Sum(b0, Times(x0, p), Times(y0, q));
            b2 = Sum(b2, Times(x1, p), Times(y1, q));
            (p, q) = (Constant(m[6]), Constant(m[7]));
            b1 = Sum(b1, Times(x0, p), Times(y0, q));
            b3 = Sum(b3, Times(x1, p), Times(y1, q));
            (p, q) = (Constant(m[8]), Constant(m[9]));
            c0 = Sum(c0, Times(x0, p), Times(y0, q));
            c2 = Sum(c2, Times(x1, p), Times(y1, q));
            (p, q) = (Constant(m[10]), Constant(m[11]));
            c1 = Sum(c1, Times(x0, p), Times(y0, q));
            c3 = Sum(c3, Times(x1, p), Times(y1, q));
            (p, q) = (Constant(m[12]), Constant(m[13]));
            d0 = Sum(d0, Times(x0, p), Times(y0, q));
            d2 = Sum(d2, Times(x1, p), Times(y1, q));
            (p, q) = (Constant(m[14]), Constant(m[15]));
            d1 = Sum(d1, Times(x0, p), Times(y0, q));
            d3 = Sum(d3, Times(x1, p), Times(y1, q));
        }

        Store(a, a0, a1, a2, a3);
        Store(b, b0, b1, b2, b3);
        Store(c, c0, c1, c2, c3);
        Store(d, d0, d1, d2, d3);
    }

    private static ulong* MakeMatrices()
    {
        var matrices = (ulong*)NativeMemory.AlignedAlloc(512 * Parts * sizeof(ulong), 64);
        for (var index = 0; index < 512; index++)
        {
            var factor = (ushort)(index < 256 ? index : (index - 256) << 8);
            for (var part = 0; part < Parts; part++)
                matrices[(index * Parts) + part] = MatrixOf(factor, fromHigh: part % 2 == 1, toHigh: part >= 2);
        }

        return matrices;
    }

    /// <summary>A quarter of the matrix of a constant.</summary>
    private static ulong MatrixOf(ushort factor, bool fromHigh, bool toHigh) =>
        GfniVectors.MatrixOf(bit => WordField.Multiply(factor, (ushort)(1 << (bit + (fromHigh ? 8 : 0)))) >> (toHigh ? 8 : 0));
}
