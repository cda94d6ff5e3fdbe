using Archivist.Repository.Chunking;

namespace Archivist.Tests.Repository.Chunking;

/// <summary>The vector searches answer as the scalar one does, on random and on adversarial input.</summary>
public sealed class SplitSearchTests
{
    public enum Processor
    {
        Avx2,
        Gfni,
    }

    public static MatrixTheoryData<Processor, int> Searches { get; } = new([Processor.Avx2, Processor.Gfni], [1, 2, 3]);

    [Theory]
    [MemberData(nameof(Searches))]
    public void Random_bytes_split_where_the_scalar_search_splits_them(Processor processor, int seed)
    {
        var random = new Random(seed);
        var polynomial = Polynomial.GenerateIrreducible();
        var search = Create(processor, polynomial);
        var bytes = new byte[6_000_000 + random.Next(1000)];
        random.NextBytes(bytes);
        Assert.True(AllSplits(new ScalarSplitSearch(polynomial), bytes, out var expected) > 0, "6 MB without one split point prove nothing");
        AllSplits(search, bytes, out var found);
        Assert.Equal(expected, found);
    }

    /// <summary>Short periods and few different values make fingerprints that are zero often, or in their low bits only.</summary>
    [Theory]
    [MemberData(nameof(Searches))]
    public void Adversarial_bytes_split_where_the_scalar_search_splits_them(Processor processor, int seed)
    {
        var random = new Random(seed);
        var polynomial = seed == 1 ? new Polynomial(0x3DA3358B4DC173) : Polynomial.GenerateIrreducible();
        var scalar = new ScalarSplitSearch(polynomial);
        var search = Create(processor, polynomial);
        for (var round = 0; round < 200; round++)
        {
            var bytes = Adversarial(random, polynomial, random.Next(64, 3000));
            AllSplits(scalar, bytes, out var expected);
            AllSplits(search, bytes, out var found);
            Assert.Equal(expected, found);
        }
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public void Every_length_and_every_start_is_searched_whole(Processor processor, int seed)
    {
        var random = new Random(seed);
        var polynomial = Polynomial.GenerateIrreducible();
        var scalar = new ScalarSplitSearch(polynomial);
        var search = Create(processor, polynomial);
        for (var length = 0; length < 700; length++)
        {
            // One run of 64 zeros is one split point: it must be seen at every place relative to the blocks.
            var bytes = new byte[length];
            random.NextBytes(bytes);
            if (length >= 64)
                bytes.AsSpan(random.Next(length - 63), 64).Clear();
            var from = 63 + random.Next(80);
            Assert.Equal(scalar.Find(bytes, from), search.Find(bytes, from));
        }
    }

    private static int AllSplits(ISplitSearch search, byte[] bytes, out List<int> splits)
    {
        splits = [];
        for (var from = 63; (from = search.Find(bytes, from)) >= 0; from++)
            splits.Add(from);
        return splits.Count;
    }

    private static byte[] Adversarial(Random random, Polynomial polynomial, int length)
    {
        var bytes = new byte[length];
        var period = new byte[random.Next(1, 70)];
        random.NextBytes(period);
        var values = random.Next(1, 3);
        for (var i = 0; i < length; i++)
            bytes[i] = random.Next(4) == 0 ? (byte)random.Next(values) : period[i % period.Length];
        var zeros = random.Next(length);
        bytes.AsSpan(zeros, Math.Min(random.Next(100), length - zeros)).Clear();
        ForceLowBits(random, polynomial, bytes);
        return bytes;
    }

    /// <summary>Changes the last bytes of some windows until 8, 16 or 19 low bits of the fingerprint are zero: candidates that must be turned down late.</summary>
    private static void ForceLowBits(Random random, Polynomial polynomial, byte[] bytes)
    {
        for (var end = 63 + random.Next(64); end < bytes.Length; end += 64 + random.Next(200))
        {
            ulong digest = 0;
            for (var i = end - 63; i <= end - 3; i++)
                digest = polynomial.Reduce((digest << 8) | bytes[i]);
            digest = polynomial.Reduce(digest << 24);
            var bits = random.Next(3) switch { 0 => 8, 1 => 16, _ => 19 };
            var wanted = digest & ((1UL << bits) - 1);
            (bytes[end - 2], bytes[end - 1], bytes[end]) = ((byte)(wanted >> 16), (byte)(wanted >> 8), (byte)wanted);
        }
    }

    private static ISplitSearch Create(Processor processor, Polynomial polynomial)
    {
        Assert.SkipUnless(processor is Processor.Avx2 ? Avx2SplitSearch.IsSupported : GfniSplitSearch.IsSupported, $"this processor has no {processor}");
        return processor is Processor.Avx2 ? new Avx2SplitSearch(polynomial) : new GfniSplitSearch(polynomial);
    }
}
