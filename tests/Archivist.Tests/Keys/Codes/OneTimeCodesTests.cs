using Archivist.Keys.Codes;

namespace Archivist.Tests.Keys.Codes;

public sealed class OneTimeCodesTests
{
    /// <summary>RFC 4226, appendix D.</summary>
    private static readonly string[] Published = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"];

    [Fact]
    public void Codes_are_those_of_the_standard() =>
        Assert.Equal(Published, Enumerable.Range(0, 10).Select(counter => Hotp.CodeOf("12345678901234567890"u8, counter, 6)));

    /// <summary>The first value of RFC 6238, appendix B, is the code of counter 1 with eight digits.</summary>
    [Fact]
    public void Eight_digits_are_the_last_eight() => Assert.Equal("94287082", Hotp.CodeOf("12345678901234567890"u8, 1, 8));

    [Theory]
    [InlineData(5)]
    [InlineData(9)]
    public void Other_numbers_of_digits_are_refused(int digits) => Assert.Throws<ArgumentOutOfRangeException>(() => Hotp.CodeOf("12345678901234567890"u8, 0, digits));

    [Fact]
    public void A_code_is_good_once_in_any_order_and_what_is_kept_does_not_contain_it()
    {
        var (kept, codes) = OneTimeCodes.Create(3);
        Assert.Equal(3, codes.Distinct().Count());
        Assert.DoesNotContain(kept.Kept, text => codes.Any(code => text.Contains(code, StringComparison.Ordinal)));

        var read = new OneTimeCodes(kept.Kept);
        Assert.True(read.TryUse($"{codes[2][..4]} {codes[2][4..]}"));
        Assert.False(read.TryUse(codes[2]));
        Assert.Equal(2, read.Kept.Count);
        Assert.True(read.TryUse(codes[0]));
    }

    [Fact]
    public void What_is_no_kept_code_is_a_bug_and_not_a_refusal() => Assert.Throws<FormatException>(() => new OneTimeCodes(["$2y$05$abc"]).TryUse("12345678"));
}
