using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Archivist.Correction.Fields;

namespace Archivist.Correction.Rs03.Kernels;

/// <summary>The product with AVX2 alone: the products of both halves of a byte are looked up in registers, four rows of 64 bytes at a time.</summary>
internal sealed unsafe class Avx2Product : MatrixProduct
{
    private const int Vector = 32;
    private const int Step = 2 * Vector;
    private const int Group = 4;

    /// <summary>Products of the sixteen low half-bytes, then of the sixteen high ones.</summary>
    private const int TableSize = 32;

    /// <summary>In the order of <see cref="GroupedMatrices"/>, a table for each constant.</summary>
    private readonly byte[] _tables;

    internal Avx2Product(byte[,] matrix)
        : base(matrix)
    {
        _tables = new byte[(Rows + Group - 1) / Group * Group * Columns * TableSize];
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
                FillTable(_tables.AsSpan(((row / Group * Group * Columns) + (column * Group) + (row % Group)) * TableSize, TableSize), matrix[row, column]);
        }
    }

    internal override void Multiply(byte** inputs, byte** outputs, int length)
    {
        fixed (byte* tables = _tables)
        {
            var unwanted = stackalloc byte[Step];
            for (var offset = 0; offset < length; offset += Step)
            {
                for (var row = 0; row < Rows; row += Group)
                    MultiplyGroup(inputs, offset, tables + ((long)row * Columns * TableSize), outputs, row, unwanted);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyGroup(byte** inputs, int offset, byte* table, byte** outputs, int row, byte* unwanted)
    {
        Vector256<byte> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        var half = Vector256.Create((byte)0x0F);
        for (var column = 0; column < Columns; column++, table += Group * TableSize)
        {
            var input = inputs[column] + offset;
            Vector256<byte> x0 = Vector256.Load(input), x1 = Vector256.Load(input + Vector);
            Vector256<byte> low0 = x0 & half, low1 = x1 & half;
            Vector256<byte> high0 = (x0.AsUInt16() >>> 4).AsByte() & half, high1 = (x1.AsUInt16() >>> 4).AsByte() & half;
            Vector256<byte> low = Avx2.BroadcastVector128ToVector256(table), high = Avx2.BroadcastVector128ToVector256(table + 16);
            a0 ^= Avx2.Shuffle(low, low0) ^ Avx2.Shuffle(high, high0);
            a1 ^= Avx2.Shuffle(low, low1) ^ Avx2.Shuffle(high, high1);
            low = Avx2.BroadcastVector128ToVector256(table + TableSize);
            high = Avx2.BroadcastVector128ToVector256(table + TableSize + 16);
            b0 ^= Avx2.Shuffle(low, low0) ^ Avx2.Shuffle(high, high0);
            b1 ^= Avx2.Shuffle(low, low1) ^ Avx2.Shuffle(high, high1);
            low = Avx2.BroadcastVector128ToVector256(table + (2 * TableSize));
            high = Avx2.BroadcastVector128ToVector256(table + (2 * TableSize) + 16);
            c0 ^= Avx2.Shuffle(low, low0) ^ Avx2.Shuffle(high, high0);
            c1 ^= Avx2.Shuffle(low, low1) ^ Avx2.Shuffle(high, high1);
            low = Avx2.BroadcastVector128ToVector256(table + (3 * TableSize));
            high = Avx2.BroadcastVector128ToVector256(table + (3 * TableSize) + 16);
            d0 ^= Avx2.Shuffle(low, low0) ^ Avx2.Shuffle(high, high0);
            d1 ^= Avx2.Shuffle(low, low1) ^ Avx2.Shuffle(high, high1);
        }

        Store(outputs[row] + offset, a0, a1);
        Store(row + 1 < Rows ? outputs[row + 1] + offset : unwanted, b0, b1);
        Store(row + 2 < Rows ? outputs[row + 2] + offset : unwanted, c0, c1);
        Store(row + 3 < Rows ? outputs[row + 3] + offset : unwanted, d0, d1);
    }

    private static void FillTable(Span<byte> table, byte factor)
    {
        for (var half = 0; half < 16; half++)
        {
            table[half] = GaloisField.Multiply(factor, (byte)half);
            table[16 + half] = GaloisField.Multiply(factor, (byte)(half << 4));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(byte* place, Vector256<byte> v0, Vector256<byte> v1)
    {
        v0.Store(place);
        v1.Store(place + Vector);
    }
}
