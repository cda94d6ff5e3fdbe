using Archivist.Discs.Labels;
using Archivist.TestKit;

namespace Archivist.Tests.Discs.Labels;

public sealed class TypesettingTests
{
    private static readonly OpenTypeFont Font = new(PlainFont.File());
    private static readonly Typesetting Typesetting = new(Font, Font, Font);

    [Fact]
    public void Lines_fit_and_lose_nothing()
    {
        var random = new Random(1);
        for (var round = 0; round < 500; round++)
        {
            var text = string.Join(' ', Enumerable.Range(0, random.Next(30)).Select(_ => new string('x', random.Next(1, 40))));
            var width = random.Next(8, 120);
            var lines = Typesetting.Lines(text, 9, width, Typeface.Regular);

            Assert.Equal(text.Replace(" ", ""), string.Concat(lines).Replace(" ", ""));
            Assert.All(lines, line => Assert.InRange(Typesetting.WidthOf(line, 9, Typeface.Regular), 0, width));
        }
    }

    [Theory]
    [InlineData("short", 100, "short")]
    [InlineData("a name that is too long", 20, "a name that…")]
    [InlineData("😀😀😀😀😀😀😀😀😀😀😀😀", 10, "😀😀😀😀😀…")]
    public void What_does_not_fit_is_shortened_between_characters(string text, double width, string expected) =>
        Assert.Equal(expected, Typesetting.Shortened(text, 9, width, Typeface.Regular));

    [Fact]
    public void A_line_gets_as_small_as_it_must_and_no_smaller_than_it_may()
    {
        var text = new string('x', 40);
        Assert.Equal(10, Typesetting.FittingSize(text, 10, 4, 1000, Typeface.Regular));
        var size = Typesetting.FittingSize(text, 10, 4, 50, Typeface.Regular);
        Assert.Equal(50, Typesetting.WidthOf(text, size, Typeface.Regular), 6);
        Assert.Equal(4, Typesetting.FittingSize(text, 10, 4, 1, Typeface.Regular));
    }
}
