using Archivist.Keys.Codes;

namespace Archivist.Tests.Keys.Codes;

public sealed class OneTimeCodesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

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
    public void A_code_is_good_once_and_those_before_it_are_void_with_it()
    {
        var page = OneTimeCodes.Create(12, Now);
        var codes = page.Codes;
        var (next, number) = page.Use($"{codes[2][..4]} {codes[2][4..]}", Now);
        Assert.Equal((3, 3, 9), (number, next.Counter, next.Left));
        foreach (var used in codes.Take(3))
            Assert.Null(next.Use(used, Now).Number);
        // The window: the next one and four more.
        Assert.Equal(8, next.Use(codes[7], Now).Number);
        Assert.Null(next.Use(codes[8], Now).Number);
        Assert.Equal(0, next.Use(codes[3], Now).Next.Failures);
    }

    [Fact]
    public void The_last_code_ends_the_page()
    {
        var page = OneTimeCodes.Create(2, Now);
        var (end, number) = page.Use(page.Codes[1], Now);
        Assert.Equal((2, 0), (number, end.Left));
        Assert.Null(end.Use(page.Codes[1], Now).Number);
    }

    [Fact]
    public void Every_wrong_code_makes_the_next_attempt_wait_longer_up_to_a_quarter_of_an_hour()
    {
        var page = OneTimeCodes.Create(5, Now);
        Assert.True(page.NotBefore < Now);
        for (var failure = 1; failure <= 200; failure++)
        {
            page = page.Use("00000000x", Now).Next;
            Assert.Equal(Now + TimeSpan.FromSeconds(Math.Min(900, 5 * failure)), page.NotBefore);
        }

        Assert.True(page.Use(page.Codes[0], Now).Next.NotBefore < Now);
    }

    [Fact]
    public void A_page_is_kept_as_a_key_uri_with_all_of_its_state()
    {
        var page = OneTimeCodes.Create(5, Now);
        page = page.Use(page.Codes[1], Now).Next.Use("wrong", Now.AddMinutes(1)).Next;
        var uri = page.ToUri("Familie Müller");
        Assert.StartsWith("otpauth://hotp/Archivist:Familie%20M%C3%BCller?secret=", uri);
        var read = OneTimeCodes.TryParse(uri + "\n")!;
        Assert.Equal((page.Id, 2, 5, 1, page.NotBefore, page.Made), (read.Id, read.Counter, read.Count, read.Failures, read.NotBefore, read.Made));
        Assert.Equal(page.Codes, read.Codes);
        Assert.DoesNotContain("secret", page.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("otpauth://totp/a?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&digits=8&counter=0&codes=5&made=0&failures=0&failed=0")]
    [InlineData("otpauth://hotp/a?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1&digits=8&counter=0&codes=5&made=0&failures=0&failed=0")]
    [InlineData("otpauth://hotp/a?secret=GEZDGNBVGY3TQOJQ&digits=8&counter=0&codes=5&made=0&failures=0&failed=0")]
    [InlineData("otpauth://hotp/a?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&digits=6&counter=0&codes=5&made=0&failures=0&failed=0")]
    [InlineData("otpauth://hotp/a?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&digits=8&counter=6&codes=5&made=0&failures=0&failed=0")]
    [InlineData("otpauth://hotp/a?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&digits=8&codes=5&made=0&failures=0&failed=0")]
    public void What_is_no_state_is_not_read(string text) => Assert.Null(OneTimeCodes.TryParse(text));

    [Fact]
    public void The_seed_in_a_uri_is_that_of_the_standard_in_base_32()
    {
        var page = OneTimeCodes.TryParse("otpauth://hotp/a?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&digits=8&counter=0&codes=2&made=0&failures=0&failed=0")!;
        Assert.Equal("94287082", page.Codes[1]);
    }
}
