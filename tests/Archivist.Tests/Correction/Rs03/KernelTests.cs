using Archivist.Correction.Fields;
using Archivist.Correction.Rs03;
using Archivist.Correction.Rs03.Kernels;
using Archivist.Tests.Images;

namespace Archivist.Tests.Correction.Rs03;

public sealed unsafe class KernelTests
{
    public static TheoryData<int, int> Shapes => new() { { 1, 1 }, { 4, 2 }, { 5, 3 }, { 8, 246 }, { 21, 234 }, { 170, 85 }, { 7, 17 }, { 2, 255 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void All_products_give_the_bytes_of_the_definition(int rows, int columns)
    {
        var random = new Random(rows + (1000 * columns));
        var matrix = new byte[rows, columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
                matrix[row, column] = (byte)(column % 7 == 0 ? 0 : column % 7 == 1 ? 1 : random.Next(256));
        }

        const int length = 2 * MatrixProduct.Granularity;
        var inputs = Enumerable.Range(0, columns).Select(column => column % 3 == 0 ? EveryByte(length) : column % 3 == 1 ? Filled(length, 0xFF) : SmallDisc.Bytes(length, column)).ToArray();
        var expected = new byte[rows][];
        for (var row = 0; row < rows; row++)
        {
            expected[row] = new byte[length];
            for (var column = 0; column < columns; column++)
            {
                for (var i = 0; i < length; i++)
                    expected[row][i] ^= ByLongMultiplication(matrix[row, column], inputs[column][i]);
            }
        }

        foreach (var product in Products(matrix))
            Assert.Equal(expected, Multiply(product, inputs, length));
    }

    [Fact]
    public void The_field_is_that_of_the_specification()
    {
        for (var a = 0; a < 256; a++)
        {
            for (var b = 0; b < 256; b++)
                Assert.Equal(ByLongMultiplication((byte)a, (byte)b), GaloisField.Multiply((byte)a, (byte)b));
            if (a > 0)
                Assert.Equal(1, GaloisField.Multiply((byte)a, GaloisField.Inverse((byte)a)));
        }

        Assert.Equal(0x87, GaloisField.Power(8));
        Assert.Equal(0xC3, GaloisField.Power(254));
    }

    [Fact]
    public void The_generator_and_parity_of_32_roots_are_those_of_the_specification()
    {
        Assert.Equal(
            "015B7F56101E0DEB61A5082A3656AB207120AB56362A08A561EB0D1E10567F5B01",
            Convert.ToHexString([.. ReedSolomonCode.Generator(32).Reverse()]));
        var code = new ReedSolomonCode(32);
        var parity = new byte[32];
        for (var root = 0; root < 32; root++)
        {
            for (var data = 0; data < code.Data; data++)
                parity[root] ^= GaloisField.Multiply(code.Parity[root, data], (byte)data);
        }

        Assert.Equal("2FBD4FB4748494B9ACD554627212EEB3EBED41191DE1D36320EA49290B25ABCF", Convert.ToHexString(parity));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(21)]
    [InlineData(170)]
    public void The_decoder_corrects_what_the_code_allows_and_refuses_the_rest(int roots)
    {
        var random = new Random(roots);
        var decoder = new ReedSolomonDecoder(roots);
        for (var round = 0; round < 40; round++)
        {
            var codeword = Codeword(roots, random);
            var erasures = random.Next(roots + 1);
            var errors = (roots - erasures) / 2;
            var places = Enumerable.Range(0, 255).OrderBy(_ => random.Next()).Take(erasures + errors).ToArray();
            var damaged = codeword.ToArray();
            foreach (var place in places)
                damaged[place] ^= (byte)random.Next(1, 256);
            Assert.True(decoder.TryCorrect(damaged, places.AsSpan(0, erasures)));
            Assert.Equal(codeword, damaged);
        }

        var hopeless = SmallDisc.Bytes(255, roots);
        var before = hopeless.ToArray();
        Assert.False(decoder.TryCorrect(hopeless, Enumerable.Range(0, roots + 1).ToArray()));
        Assert.Equal(before, hopeless);
    }

    [Fact]
    public void The_checksum_is_the_CRC_of_IEEE_without_its_last_inversion_at_every_length()
    {
        Assert.Equal(~0xCBF43926u, SectorChecksum.Of("123456789"u8));
        for (var length = 0; length < 400; length++)
        {
            var bytes = SmallDisc.Bytes(length, length);
            Assert.Equal(BitByBit(bytes), SectorChecksum.Of(bytes));
        }

        foreach (var sector in new[] { new byte[2048], Filled(2048, 0xFF), SmallDisc.Bytes(2048, 1), SmallDisc.Bytes(4096, 2) })
            Assert.Equal(BitByBit(sector), SectorChecksum.Of(sector));
    }

    /// <summary>The CRC as its definition has it, one bit after the other.</summary>
    private static uint BitByBit(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return crc;
    }

    private static IEnumerable<MatrixProduct> Products(byte[,] matrix)
    {
        yield return new ScalarProduct(matrix);
        yield return MatrixProduct.Create(matrix);
        if (System.Runtime.Intrinsics.X86.Avx2.IsSupported)
            yield return new Avx2Product(matrix);
        if (GfniProduct256.IsSupported)
            yield return new GfniProduct256(matrix);
        if (GfniVectors.IsSupported)
            yield return new GfniProduct512(matrix);
    }

    private static byte[][] Multiply(MatrixProduct product, byte[][] inputs, int length)
    {
        var handles = inputs.Select(input => System.Runtime.InteropServices.GCHandle.Alloc(input, System.Runtime.InteropServices.GCHandleType.Pinned)).ToList();
        var outputs = Enumerable.Range(0, product.Rows).Select(_ => GC.AllocateArray<byte>(length, pinned: true)).ToArray();
        var from = stackalloc byte*[inputs.Length];
        var to = stackalloc byte*[outputs.Length];
        for (var i = 0; i < inputs.Length; i++)
            from[i] = (byte*)handles[i].AddrOfPinnedObject();
        for (var i = 0; i < outputs.Length; i++)
            to[i] = (byte*)System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(outputs[i], 0);
        product.Multiply(from, to, length);
        handles.ForEach(handle => handle.Free());
        return outputs;
    }

    private static byte[] Codeword(int roots, Random random)
    {
        var code = new ReedSolomonCode(roots);
        var codeword = new byte[255];
        random.NextBytes(codeword.AsSpan(0, code.Data));
        for (var root = 0; root < roots; root++)
        {
            for (var data = 0; data < code.Data; data++)
                codeword[code.Data + root] ^= GaloisField.Multiply(code.Parity[root, data], codeword[data]);
        }

        return codeword;
    }

    private static byte ByLongMultiplication(byte a, byte b)
    {
        var product = 0;
        for (var bit = 0; bit < 8; bit++)
            product ^= (b >> bit & 1) * (a << bit);
        for (var bit = 15; bit >= 8; bit--)
            product ^= (product >> bit & 1) * (0x187 << (bit - 8));
        return (byte)product;
    }

    private static byte[] EveryByte(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)i)];

    private static byte[] Filled(int length, byte value)
    {
        var bytes = new byte[length];
        bytes.AsSpan().Fill(value);
        return bytes;
    }
}
