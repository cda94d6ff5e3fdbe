using Archivist.Keys.Problems;
using Archivist.Keys.Shares;
using Archivist.Platform.Problems;

namespace Archivist.Tests.Keys.Shares;

public sealed class ShareTests
{
    private const string Valid = "duckling enlarge academic academic agency result length solution fridge kidney coal piece deal husband erode duke ajar critical decision keyboard";

    [Fact]
    public void Any_three_of_five_give_the_secret_and_two_do_not()
    {
        var secret = Secret(32);
        var shares = Assert.Single(ShareSet.Split(secret, 1, [new ShareGroup(3, 5)], []));
        foreach (var chosen in Choices(shares, 3))
            Assert.Equal(secret, ShareSet.Combine(chosen, []));
        var problem = Assert.IsType<SharesMissing>(Refusal(() => ShareSet.Combine([.. shares.Take(2)], [])));
        Assert.Equal([new GroupNeed(1, 2, 3)], problem.Groups);
    }

    [Fact]
    public void Two_of_three_groups_give_the_secret_and_shares_beyond_those_needed_are_compared()
    {
        var secret = Secret(16);
        var groups = ShareSet.Split(secret, 2, [new ShareGroup(1, 1), new ShareGroup(2, 3), new ShareGroup(16, 16)], "pass"u8);
        Assert.Equal(secret, ShareSet.Combine([.. groups[0], groups[1][2], groups[1][0]], "pass"u8));
        Assert.Equal(secret, ShareSet.Combine([.. groups.SelectMany(group => group), groups[0][0]], "pass"u8));
        Assert.NotEqual(secret, ShareSet.Combine([.. groups[0], .. groups[1]], "word"u8));
        Assert.IsType<SharesMissing>(Refusal(() => ShareSet.Combine([.. groups[1], .. groups[2].Skip(1)], [])));
    }

    [Fact]
    public void A_share_that_belongs_to_another_polynomial_is_found_among_more_than_needed()
    {
        var shares = ShareSet.Split(Secret(16), 1, [new ShareGroup(2, 3)], [])[0];
        var forged = new Share(shares[2].Set, 0, 2, 2, Secret(16));
        Assert.IsType<SharesContradict>(Refusal(() => ShareSet.Combine([shares[0], shares[1], forged], [])));
        Assert.IsType<SharesContradict>(Refusal(() => ShareSet.Combine([shares[0], forged], [])));
        Assert.IsType<SharesContradict>(Refusal(() => ShareTally.Of([shares[2], forged])));
    }

    [Fact]
    public void A_share_of_another_set_is_named_with_the_words_it_begins_with()
    {
        var (ours, theirs) = (Share.Parse(Valid), ShareSet.Split(Secret(16), 1, [new ShareGroup(2, 2)], [])[0][0]);
        var problem = Assert.IsType<ShareOfOtherSet>(Refusal(() => ShareSet.Combine([ours, theirs], [])));
        Assert.Equal((2, "duckling enlarge"), (problem.Number, problem.Expected));
        Assert.StartsWith(problem.Words, theirs.Mnemonic, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ducklign", "duckling")]
    [InlineData("duck", "duckling")]
    [InlineData("enlarged", "enlarge")]
    [InlineData("keybord", "keyboard")]
    [InlineData("cemical", "chemical")]
    public void An_unknown_word_is_answered_with_its_position_and_the_word_that_is_meant(string typed, string meant)
    {
        var words = Valid.Split(' ');
        words[6] = typed;
        var problem = Assert.IsType<ShareWordUnknown>(Refusal(() => Share.Parse(string.Join(' ', words))));
        Assert.Equal((7, typed), (problem.Position, problem.Word));
        Assert.Equal(meant, problem.Candidates[0]);
    }

    [Fact]
    public void A_word_that_is_like_no_other_has_no_candidates() =>
        Assert.Empty(Assert.IsType<ShareWordUnknown>(Refusal(() => Share.Parse("xylophonist"))).Candidates);

    [Fact]
    public void A_wrong_word_is_located_at_every_position_and_never_corrected()
    {
        var words = Valid.Split(' ');
        for (var position = 0; position < words.Length; position++)
        {
            foreach (var other in new[] { "academic", "zero", "lips" })
            {
                var typed = words.ToArray();
                typed[position] = other;
                if (other == words[position])
                    continue;
                var problem = Assert.IsType<ShareChecksumWrong>(Refusal(() => Share.Parse(string.Join(' ', typed))));
                Assert.Equal([position + 1], problem.Positions);
            }
        }
    }

    [Fact]
    public void Swapped_neighbours_are_located_and_several_wrong_words_only_detected()
    {
        var words = Valid.Split(' ');
        (words[9], words[10]) = (words[10], words[9]);
        Assert.Equal([10, 11], Assert.IsType<ShareChecksumWrong>(Refusal(() => Share.Parse(string.Join(' ', words)))).Positions);
        words[4] = "zero";
        Assert.Empty(Assert.IsType<ShareChecksumWrong>(Refusal(() => Share.Parse(string.Join(' ', words)))).Positions);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(19)]
    [InlineData(21)]
    public void A_share_of_a_length_that_there_is_not_is_refused(int count) =>
        Assert.Equal(count, Assert.IsType<ShareLengthWrong>(Refusal(() => Share.Parse(string.Join(' ', Enumerable.Repeat("academic", count))))).Words);

    [Fact]
    public void Typed_as_on_the_sheet_with_numbers_and_capitals_it_is_the_same_share()
    {
        var typed = string.Join('\n', Valid.Split(' ').Select((word, index) => $"{index + 1}. {word.ToUpperInvariant()}"));
        Assert.Equal(Valid, Share.Parse(typed).Mnemonic);
    }

    [Fact]
    public void Printing_a_share_as_text_does_not_show_its_secret()
    {
        var share = ShareSet.Split(Secret(32), 1, [new ShareGroup(2, 2)], [])[0][1];
        Assert.Equal(33, share.Mnemonic.Split(' ').Length);
        Assert.DoesNotContain(share.Mnemonic.Split(' ')[10..20], word => share.ToString().Contains(word, StringComparison.Ordinal));
        Assert.Equal(16, share.Fingerprint.Length);
    }

    [Theory]
    [InlineData("3 of 5", 3, 5)]
    [InlineData("3of5", 3, 5)]
    [InlineData("16/16", 16, 16)]
    [InlineData("1 of 1", 1, 1)]
    public void A_group_is_read_as_people_write_it(string text, int threshold, int count)
    {
        Assert.True(ShareGroup.TryParse(text, out var group));
        Assert.Equal(new ShareGroup(threshold, count), group);
    }

    [Theory]
    [InlineData("5 of 3")]
    [InlineData("0 of 3")]
    [InlineData("1 of 3")]
    [InlineData("2 of 17")]
    [InlineData("three of five")]
    [InlineData("")]
    public void Numbers_that_the_standard_does_not_allow_are_no_group(string text) => Assert.False(ShareGroup.TryParse(text, out _));

    [Theory]
    [InlineData(14)]
    [InlineData(17)]
    public void A_secret_of_an_odd_or_short_length_is_not_split(int length) =>
        Assert.Throws<ArgumentException>(() => ShareSet.Split(Secret(length), 1, [new ShareGroup(2, 3)], []));

    /// <summary>In the field of Rijndael: FIPS 197, section 4.2.</summary>
    [Fact]
    public void Multiplication_is_that_of_the_field_of_Rijndael()
    {
        Assert.Equal(0xC1, Gf256.Multiply(0x57, 0x83));
        for (var value = 1; value < 256; value++)
            Assert.Equal(1, Gf256.Multiply((byte)value, Gf256.Invert((byte)value)));
    }

    private static byte[] Secret(int length)
    {
        var secret = new byte[length];
        new Random(39).NextBytes(secret);
        return secret;
    }

    private static Problem Refusal(Action action) => Assert.Throws<ArchivistException>(action).Problem;

    private static IEnumerable<IReadOnlyList<Share>> Choices(IReadOnlyList<Share> shares, int count) =>
        Enumerable.Range(0, 1 << shares.Count).Where(mask => int.PopCount(mask) == count).Select(mask => (IReadOnlyList<Share>)[.. shares.Where((_, index) => (mask >> index & 1) == 1)]);
}
