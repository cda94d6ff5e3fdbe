using Archivist.Repository.Checking;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Tests.Repository.Checking;

public sealed class DataSubsetTests
{
    private static readonly StoredObject[] Packs =
        [.. Enumerable.Range(0, 300).Select(i => new StoredObject(new ObjectName(ObjectKind.Pack, Digest.Of(BitConverter.GetBytes(i))), 1000))];

    [Theory]
    [InlineData("1/1")]
    [InlineData("256/256")]
    [InlineData("0.5%")]
    [InlineData("100%")]
    [InlineData("500M")]
    [InlineData("7")]
    public void Parts_shares_and_sizes_are_read(string text) => Assert.True(DataSubset.TryParse(text, out _));

    [Theory]
    [InlineData("0/3")]
    [InlineData("4/3")]
    [InlineData("1/257")]
    [InlineData("0%")]
    [InlineData("101%")]
    [InlineData("-5%")]
    [InlineData("0")]
    [InlineData("half")]
    [InlineData("")]
    public void Other_words_are_not(string text) => Assert.False(DataSubset.TryParse(text, out _));

    [Fact]
    public void The_parts_together_are_all_packs_and_none_twice()
    {
        var read = Enumerable.Range(1, 7).SelectMany(part => Choose($"{part}/7")).ToList();
        Assert.Equal(Packs.Length, read.Count);
        Assert.Equal(Packs.ToHashSet(), read.ToHashSet());
    }

    [Theory]
    [InlineData("10%", 30)]
    [InlineData("0.01%", 1)]
    [InlineData("100%", 300)]
    [InlineData("10k", 11)]
    [InlineData("1G", 300)]
    public void Shares_and_sizes_give_so_many_packs(string text, int count) => Assert.Equal(count, Choose(text).Distinct().Count());

    [Fact]
    public void Another_draw_gives_other_packs() => Assert.NotEqual(Choose("10%", 1), Choose("10%", 2));

    private static IReadOnlyList<StoredObject> Choose(string text, int seed = 1) =>
        DataSubset.TryParse(text, out var subset) ? subset.Choose(Packs, new Random(seed)) : throw new FormatException(text);
}
