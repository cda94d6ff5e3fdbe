using Archivist.Repository.Chunking;

namespace Archivist.Tests.Repository.Chunking;

/// <summary>All searches answer as the definition does, on random and on adversarial input.</summary>
public sealed class SplitSearchTests
{
    public enum Processor
    {
        Any,
        Avx2,
        Gfni,
    }

    /// <summary>Streams of the widest search, and bytes of its longest segment: those of the others divide them.</summary>
    private const int Streams = 64;
    private const int LongestSegment = 15 * 64;

    private static readonly Polynomial Sample = new(0x3DA3358B4DC173);

    public static MatrixTheoryData<Processor, int> Searches { get; } = new([Processor.Any, Processor.Avx2, Processor.Gfni], [1, 2, 3]);

    [Theory]
    [MemberData(nameof(Searches))]
    public void Random_bytes_split_where_they_should(Processor processor, int seed)
    {
        var random = new Random(seed);
        var polynomial = Polynomial.GenerateIrreducible();
        var bytes = new byte[12_000_000 + random.Next(1000)];
        random.NextBytes(bytes);
        var expected = AllSplits(new DefinedSplitSearch(polynomial), bytes);
        Assert.True(expected.Count > 0, "12 MB without one split point prove nothing");
        Assert.Equal(expected, AllSplits(Create(processor, polynomial), bytes));
    }

    /// <summary>Short periods and few different values make fingerprints that are zero often, or in their low bits only.</summary>
    [Theory]
    [MemberData(nameof(Searches))]
    public void Adversarial_bytes_split_where_they_should(Processor processor, int seed)
    {
        var random = new Random(seed);
        var polynomial = seed == 1 ? Sample : Polynomial.GenerateIrreducible();
        var search = Create(processor, polynomial);
        var splits = 0;
        for (var round = 0; round < 60; round++)
        {
            var bytes = SplitSearchInput.Adversarial(random, polynomial, random.Next(64, round % 3 == 0 ? 100_000 : 6000));
            var expected = AllSplits(new DefinedSplitSearch(polynomial), bytes);
            Assert.Equal(expected, AllSplits(search, bytes));
            splits += expected.Count;
        }

        Assert.True(splits > 1000, $"{splits} split points prove little");
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public void Every_degree_is_searched(Processor processor, int seed)
    {
        var random = new Random(seed);
        var splits = 0;
        for (var degree = 20; degree <= 55; degree++)
        {
            // Nothing here asks for an irreducible one, only for a constant term.
            var polynomial = new Polynomial((1UL << degree) | ((ulong)random.NextInt64() & ((1UL << degree) - 1)) | 1);
            var bytes = SplitSearchInput.Adversarial(random, polynomial, random.Next(4000, 20_000));
            var expected = AllSplits(new DefinedSplitSearch(polynomial), bytes);
            Assert.Equal(expected, AllSplits(Create(processor, polynomial), bytes));
            splits += expected.Count;
        }

        Assert.True(splits > 100, $"{splits} split points prove little");
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public void Every_length_and_every_start_is_searched_whole(Processor processor, int seed)
    {
        var random = new Random(seed);
        var search = Create(processor, Sample);
        var defined = new DefinedSplitSearch(Sample);
        int[] regions = [2048, 4096, 8192, LongestSegment * Streams / 2, LongestSegment * Streams, (LongestSegment * Streams) + 4096];
        var lengths = Enumerable.Range(0, 700).Concat(regions.SelectMany(region => Enumerable.Range(region - 3, 150)));
        foreach (var length in lengths)
        {
            // One run of 64 zeros is one split point: it must be seen at every place relative to the blocks, and no byte after the last may count.
            var padded = SplitSearchInput.WithoutSplits(random, defined, length + 64);
            padded.AsSpan(length).Clear();
            var bytes = padded.AsSpan(0, length);
            if (length >= 64 && random.Next(8) != 0)
                bytes.Slice(random.Next(4) switch { 0 => length - 64, 1 => 0, _ => random.Next(length - 63) }, 64).Clear();
            var from = 63 + (random.Next(2) * random.Next(80));
            Assert.Equal(defined.Find(bytes, from), search.Find(bytes, from));
        }
    }

    /// <summary>The first and the last place of every stream, in segments of every length, alone and with another one that comes later.</summary>
    [Theory]
    [MemberData(nameof(Searches))]
    public void Split_points_at_the_edges_of_segments_are_found(Processor processor, int seed)
    {
        var random = new Random(seed);
        var search = Create(processor, Sample);
        var defined = new DefinedSplitSearch(Sample);
        foreach (var segment in new[] { 64, 128, 7 * 64, LongestSegment })
        {
            for (var stream = 0; stream <= Streams; stream++)
            {
                var from = random.Next(2) == 0 ? 63 : random.Next(64, 500);
                // A search that begins at 63 looks at this place by itself, and streams begin one later.
                var edge = Math.Max(from, 64) + (stream * segment);
                var bytes = SplitSearchInput.WithoutSplits(random, defined, Math.Max(from, 64) + (Streams * segment) + 100);
                for (var place = edge - 1; place <= edge + 1; place++)
                {
                    if (place < from)
                        continue;
                    var planted = bytes.AsSpan().ToArray();
                    planted.AsSpan(place - 63, 64).Clear();
                    var later = random.Next(place + 1, planted.Length);
                    planted.AsSpan(later - 63, 64).Clear();
                    var found = search.Find(planted, from);
                    Assert.Equal(defined.Find(planted, from), found);
                    Assert.InRange(found, from, place);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public void Zeros_split_everywhere(Processor processor, int seed)
    {
        var random = new Random(seed);
        var search = Create(processor, Sample);
        var zeros = new byte[200_000];
        for (var round = 0; round < 500; round++)
        {
            var from = round < 200 ? 63 + round : random.Next(63, zeros.Length);
            Assert.Equal(from, search.Find(zeros, from));
            Assert.Equal(-1, search.Find(zeros.AsSpan(0, from), from));
        }
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public void A_start_without_a_whole_window_is_refused(Processor processor, int seed)
    {
        var search = Create(processor, Sample);
        Assert.Throws<ArgumentOutOfRangeException>(() => search.Find(new byte[100_000], 63 - seed));
    }

    private static List<int> AllSplits(ISplitSearch search, byte[] bytes)
    {
        var splits = new List<int>();
        for (var from = 63; (from = search.Find(bytes, from)) >= 0; from++)
            splits.Add(from);
        return splits;
    }

    private static ISplitSearch Create(Processor processor, Polynomial polynomial)
    {
        Assert.SkipUnless(
            processor switch { Processor.Avx2 => Avx2Streams.IsSupported, Processor.Gfni => GfniStreams.IsSupported, _ => true },
            $"this processor has no {processor}");
        return processor switch
        {
            Processor.Avx2 => SplitSearch.Streamed(polynomial, new Avx2Streams(polynomial)),
            Processor.Gfni => SplitSearch.Streamed(polynomial, new GfniStreams(polynomial)),
            _ => new ScalarSplitSearch(polynomial),
        };
    }
}
