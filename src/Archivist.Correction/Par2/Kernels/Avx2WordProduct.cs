using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Archivist.Correction.Fields;

namespace Archivist.Correction.Par2.Kernels;

/// <summary>
/// The product with AVX2 alone: the products of the four half-bytes of a word are looked up in registers. Tables are linear in the constant, so those of
/// any constant are the sum of those of its two bytes.
/// </summary>
internal sealed unsafe class Avx2WordProduct : WordProduct
{
    private const int Vector = 32;
    private const int Half = WordPlanes.Block / 2;

    /// <summary>For each half-byte sixteen low bytes of products and sixteen high ones.</summary>
    private const int TableSize = 4 * Vector;

    /// <summary>The tables of the 256 constants below 256, then those of the 256 above; never freed.</summary>
    private static readonly byte* Tables = MakeTables();

    internal override void Add(byte** inputs, int columns, ushort* factors, byte** outputs, int rows, int offset, int length)
    {
        var tables = stackalloc byte[(columns * TableSize) + Vector];
        tables = (byte*)(((nuint)tables + (Vector - 1)) & ~(nuint)(Vector - 1));
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var factor = factors[(row * columns) + column];
                byte* one = Tables + ((factor & 0xFF) * TableSize), other = Tables + ((256 + (factor >> 8)) * TableSize);
                for (var i = 0; i < TableSize; i += Vector)
                    (Vector256.Load(one + i) ^ Vector256.Load(other + i)).Store(tables + (column * TableSize) + i);
            }

            for (var at = offset; at < offset + length; at += WordPlanes.Block)
                AddBlock(inputs, columns, tables, outputs[row] + at, at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddBlock(byte** inputs, int columns, byte* table, byte* output, int at)
    {
        Vector256<byte> low0 = Vector256.Load(output), low1 = Vector256.Load(output + Vector);
        Vector256<byte> high0 = Vector256.Load(output + Half), high1 = Vector256.Load(output + Half + Vector);
        var mask = Vector256.Create((byte)0x0F);
        for (var column = 0; column < columns; column++)
        {
            var input = inputs[column] + at;
            for (var half = 0; half < 2; half++, input += Half)
            {
                Vector256<byte> x0 = Vector256.Load(input), x1 = Vector256.Load(input + Vector);
                for (var nibble = 0; nibble < 2; nibble++, table += Vector)
                {
                    Vector256<byte> toLow = Avx2.BroadcastVector128ToVector256(table), toHigh = Avx2.BroadcastVector128ToVector256(table + 16);
                    Vector256<byte> n0 = x0 & mask, n1 = x1 & mask;
                    low0 ^= Avx2.Shuffle(toLow, n0);
                    low1 ^= Avx2.Shuffle(toLow, n1);
                    high0 ^= Avx2.Shuffle(toHigh, n0);
                    high1 ^= Avx2.Shuffle(toHigh, n1);
                    x0 = (x0.AsUInt16() >>> 4).AsByte();
                    x1 = (x1.AsUInt16() >>> 4).AsByte();
                }
            }
        }

        low0.Store(output);
        low1.Store(output + Vector);
        high0.Store(output + Half);
        high1.Store(output + Half + Vector);
    }

    private static byte* MakeTables()
    {
        var tables = (byte*)NativeMemory.AlignedAlloc(512 * TableSize, 64);
        for (var index = 0; index < 512; index++)
        {
            var factor = (ushort)(index < 256 ? index : (index - 256) << 8);
            for (var nibble = 0; nibble < 4; nibble++)
            {
                for (var value = 0; value < 16; value++)
                {
                    var product = WordField.Multiply(factor, (ushort)(value << (4 * nibble)));
                    var place = tables + (index * TableSize) + (nibble * Vector) + value;
                    place[0] = (byte)product;
                    place[16] = (byte)(product >> 8);
                }
            }
        }

        return tables;
    }
}
