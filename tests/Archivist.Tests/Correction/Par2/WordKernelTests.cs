using System.Runtime.Intrinsics.X86;
using Archivist.Correction.Fields;
using Archivist.Correction.Par2.Kernels;
using Archivist.Tests.Images;

namespace Archivist.Tests.Correction.Par2;

public sealed unsafe class WordKernelTests
{
    public static TheoryData<int, int> Shapes => new() { { 1, 1 }, { 4, 2 }, { 5, 3 }, { 3, 32 }, { 64, 31 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void All_products_give_the_bytes_of_the_definition(int rows, int columns)
    {
        const int length = 3 * WordProduct.Granularity, offset = WordProduct.Granularity;
        var random = new Random(rows + (100 * columns));
        var factors = new ushort[rows * columns];
        for (var i = 0; i < factors.Length; i++)
            factors[i] = i % 5 == 0 ? (ushort)(i % 2) : i % 5 == 1 ? ushort.MaxValue : (ushort)random.Next(65536);
        var inputs = Enumerable.Range(0, columns).Select(column => SmallDisc.Bytes(length, column)).ToArray();
        inputs[0].AsSpan().Fill(0xFF);
        var before = Enumerable.Range(0, rows).Select(row => SmallDisc.Bytes(length, 1000 + row)).ToArray();
        var expected = before.Select(row => row.ToArray()).ToArray();
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                for (var word = offset / 2; word < (offset + WordProduct.Granularity) / 2; word++)
                {
                    var product = ByLongMultiplication(factors[(row * columns) + column], BitConverter.ToUInt16(inputs[column], 2 * word));
                    expected[row][2 * word] ^= (byte)product;
                    expected[row][(2 * word) + 1] ^= (byte)(product >> 8);
                }
            }
        }

        foreach (var product in Products())
        {
            using var from = Fill(inputs);
            using var to = Fill(before);
            fixed (ushort* constants = factors)
                product.Add(from.Rows, columns, constants, to.Rows, rows, offset, WordProduct.Granularity);
            for (var row = 0; row < rows; row++)
            {
                var words = new byte[length];
                WordPlanes.Join(to.Row(row), words);
                Assert.Equal(expected[row], words);
            }
        }
    }

    [Fact]
    public void The_field_is_that_of_the_specification()
    {
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            ushort a = (ushort)random.Next(65536), b = (ushort)random.Next(65536);
            Assert.Equal(ByLongMultiplication(a, b), WordField.Multiply(a, b));
            if (a > 0)
                Assert.Equal(1, WordField.Multiply(a, WordField.Inverse(a)));
        }

        Assert.Equal(0x100B, WordField.Power(16));
        // "The first few constants are 2, 4, 16, 128, 256, 2048, 8192, …"
        Assert.Equal([2, 4, 16, 128, 256, 2048, 8192], WordField.SliceLogarithms(7).Select(exponent => WordField.Power(exponent)));
        var all = WordField.SliceLogarithms(32768);
        Assert.Equal(65534, all[^1]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(126)]
    [InlineData(128)]
    [InlineData(1000)]
    public void Words_are_split_and_joined(int length)
    {
        var words = SmallDisc.Bytes(length, length);
        var planes = new byte[1024];
        planes.AsSpan().Fill(7);
        WordPlanes.Split(words, planes);
        var joined = new byte[1024];
        WordPlanes.Join(planes, joined);
        Assert.Equal(words, joined[..length]);
        Assert.Equal(-1, joined.AsSpan(length).IndexOfAnyExcept((byte)0));
        for (var word = 0; word < length / 2; word++)
            Assert.Equal(BitConverter.ToUInt16(words, 2 * word), WordPlanes.Get(planes, word));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(300)]
    public void A_matrix_times_its_inverse_is_one(int size)
    {
        var random = new Random(size);
        var matrix = new ushort[size * size];
        for (var i = 0; i < matrix.Length; i++)
            matrix[i] = (ushort)random.Next(65536);
        matrix[0] = size == 1 ? (ushort)5 : (ushort)0;
        using var rows = new WordRows(size, 2 * size);
        for (var i = 0; i < matrix.Length; i++)
            WordPlanes.Set(rows.Row(i / size), i % size, matrix[i]);
        var inverse = WordMatrix.Invert(rows, size, CancellationToken.None)!;
        for (var row = 0; row < size; row += 1 + (size / 10))
        {
            for (var column = 0; column < size; column++)
            {
                ushort sum = 0;
                for (var i = 0; i < size; i++)
                    sum ^= WordField.Multiply(matrix[(row * size) + i], inverse[(i * size) + column]);
                Assert.Equal(row == column ? 1 : 0, sum);
            }
        }
    }

    [Fact]
    public void A_matrix_with_equal_rows_has_no_inverse()
    {
        using var rows = new WordRows(2, 4);
        for (var i = 0; i < 4; i++)
            WordPlanes.Set(rows.Row(i / 2), i % 2, (ushort)(7 + (i % 2)));
        Assert.Null(WordMatrix.Invert(rows, 2, CancellationToken.None));
    }

    private static IEnumerable<WordProduct> Products()
    {
        yield return new ScalarWordProduct();
        if (Avx2.IsSupported)
            yield return new Avx2WordProduct();
        if (GfniVectors.IsSupported)
            yield return new GfniWordProduct();
    }

    private static WordRows Fill(byte[][] rows)
    {
        var result = new WordRows(rows.Length, rows[0].Length);
        for (var row = 0; row < rows.Length; row++)
            WordPlanes.Split(rows[row], result.Row(row));
        return result;
    }

    private static ushort ByLongMultiplication(int a, int b)
    {
        var product = 0;
        for (var bit = 0; bit < 16; bit++)
        {
            if ((b >> bit & 1) != 0)
                product ^= a << bit;
        }

        for (var bit = 30; bit >= 16; bit--)
        {
            if ((product >> bit & 1) != 0)
                product ^= 0x1100B << (bit - 16);
        }

        return (ushort)product;
    }
}
