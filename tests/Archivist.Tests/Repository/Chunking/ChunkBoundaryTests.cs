using Archivist.Repository.Chunking;

namespace Archivist.Tests.Repository.Chunking;

public sealed class ChunkBoundaryTests
{
    private static readonly Polynomial Sample = new(0x3DA3358B4DC173);

    [Fact]
    public void Boundaries_are_where_the_definition_puts_them()
    {
        var data = new byte[24 << 20];
        new Random(7).NextBytes(data);
        Assert.Equal(Define(data), Cut(data, data.Length));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void How_the_bytes_arrive_changes_nothing(int seed)
    {
        var random = new Random(seed);
        var data = new byte[10 << 20];
        random.NextBytes(data);
        data.AsSpan(3 << 20, 2 << 20).Clear();
        Assert.Equal(Cut(data, data.Length), Cut(data, random.Next(100_000, 1_000_000)));
    }

    [Fact]
    public void Zeros_are_cut_at_the_shortest_size() =>
        Assert.Equal([ChunkBoundary.MinimumSize, ChunkBoundary.MinimumSize, 1], Cut(new byte[2 * ChunkBoundary.MinimumSize + 1], 1 << 20));

    [Fact]
    public void A_generated_polynomial_is_irreducible_of_degree_53()
    {
        for (var i = 0; i < 5; i++)
        {
            var polynomial = Polynomial.GenerateIrreducible();
            Assert.Equal(Polynomial.ChunkerDegree, polynomial.Degree);
            Assert.True(HasNoFactor(polynomial));
        }
    }

    [Theory]
    [InlineData(0b111UL, true)]
    [InlineData(0b101UL, false)]
    [InlineData(0b1011UL, true)]
    [InlineData(0b100011011UL, true)]
    [InlineData(0b100011010UL, false)]
    [InlineData(0x3DA3358B4DC173UL, true)]
    public void Irreducibility_is_told(ulong bits, bool expected) => Assert.Equal(expected, new Polynomial(bits).IsIrreducible());

    [Theory]
    [InlineData(0x3DA3358B4DC172UL)]
    [InlineData(0x7FFFFUL)]
    [InlineData(0x100000000000001UL)]
    public void A_polynomial_that_fingerprints_cannot_be_rolled_with_is_refused(ulong bits) =>
        Assert.ThrowsAny<ArgumentException>(() => new ChunkBoundary(new Polynomial(bits)));

    /// <summary>Small factors would be found by trial; large ones by the test itself, which the known ones above hold.</summary>
    private static bool HasNoFactor(Polynomial polynomial)
    {
        for (ulong divisor = 2; divisor < 1 << 12; divisor++)
        {
            if (new Polynomial(divisor).Reduce(polynomial.Bits) == 0)
                return false;
        }

        return true;
    }

    private static List<int> Cut(byte[] data, int step)
    {
        var boundary = new ChunkBoundary(Sample);
        var lengths = new List<int>();
        var start = 0;
        while (start < data.Length)
        {
            var searched = 0;
            var known = 0;
            var length = 0;
            while (length == 0 && start + known < data.Length)
            {
                known = Math.Min(known + step, data.Length - start);
                length = boundary.FindEnd(data.AsSpan(start, known), ref searched);
            }

            lengths.Add(length == 0 ? data.Length - start : length);
            start += lengths[^1];
        }

        return lengths;
    }

    /// <summary>The definition, bit by bit: the remainder of the last 64 bytes as one polynomial, low 20 bits zero.</summary>
    private static List<int> Define(byte[] data)
    {
        var leaving = new ulong[256];
        for (ulong value = 0; value < 256; value++)
        {
            leaving[value] = value;
            for (var bit = 0; bit < 8 * 64; bit++)
                leaving[value] = Double(leaving[value]);
        }

        var lengths = new List<int>();
        var start = 0;
        while (start < data.Length)
        {
            ulong digest = 0;
            var length = 0;
            for (var i = start; i < data.Length; i++)
            {
                for (var bit = 7; bit >= 0; bit--)
                    digest = Double(digest) ^ ((ulong)data[i] >> bit & 1);
                if (i - start >= 64)
                    digest ^= leaving[data[i - 64]];
                length = i - start + 1;
                if (length >= ChunkBoundary.MaximumSize || (length >= ChunkBoundary.MinimumSize && (digest & 0xFFFFF) == 0))
                    break;
            }

            lengths.Add(length);
            start += length;
        }

        return lengths;
    }

    private static ulong Double(ulong value)
    {
        value <<= 1;
        return (value >> Sample.Degree & 1) != 0 ? value ^ Sample.Bits : value;
    }
}
