using System.Text;
using Archivist.Replicas.Auditing;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Tests.Replicas.Auditing;

public sealed class SampleChoiceTests
{
    private static readonly StoredObject Small = Object("small", 1000), Large = Object("large", 9000), Empty = Object("empty", 0);

    [Fact]
    public void The_same_seed_and_listing_give_the_same_ranges_in_any_order_of_the_listing()
    {
        var seed = Digest.Of("seed"u8);

        Assert.Equal(SampleChoice.Choose([Small, Large, Empty], seed, 50, 64), SampleChoice.Choose([Empty, Large, Small], seed, 50, 64));
        Assert.NotEqual(SampleChoice.Choose([Small, Large], seed, 50, 64), SampleChoice.Choose([Small, Large], Digest.Of("other"u8), 50, 64));
    }

    [Fact]
    public void Every_byte_is_as_likely_as_any_other()
    {
        var ranges = SampleChoice.Choose([Small, Large, Empty], Digest.Of("seed"u8), 20_000, 1);

        Assert.InRange(ranges.Count(range => range.Object == Small), 1800, 2200);
        Assert.InRange(ranges.Count(range => range.Object == Large && range.Offset >= 4500), 8600, 9400);
        Assert.Equal(10_000, ranges.Select(range => (range.Object.Name, range.Offset)).Concat(
            SampleChoice.Choose([Small, Large], Digest.Of("more"u8), 200_000, 1).Select(range => (range.Object.Name, range.Offset))).Distinct().Count());
    }

    [Theory]
    [InlineData(64)]
    [InlineData(4000)]
    [InlineData(100_000)]
    public void Ranges_begin_at_multiples_of_their_length_and_end_with_the_object(int length)
    {
        foreach (var range in SampleChoice.Choose([Small, Large], Digest.Of("seed"u8), 500, length))
        {
            Assert.Equal(0, range.Offset % length);
            Assert.InRange(range.Length, 1, length);
            Assert.True(range.Offset + range.Length <= range.Object.Length);
            Assert.True(range.Length == length || range.Offset + range.Length == range.Object.Length);
        }
    }

    [Fact]
    public void Of_nothing_nothing_is_chosen() => Assert.Empty(SampleChoice.Choose([Empty], Digest.Of("seed"u8), 16, 64));

    private static StoredObject Object(string name, long length) => new(new ObjectName(ObjectKind.Pack, Digest.Of(Encoding.UTF8.GetBytes(name))), length);
}
