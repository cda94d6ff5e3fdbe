using System.Text;
using Archivist.Discs.Labels;
using Archivist.TestKit;

namespace Archivist.Tests.Discs.Labels;

public sealed class OpenTypeFontTests
{
    [Fact]
    public void Characters_have_glyphs_and_widths()
    {
        var font = new OpenTypeFont(PlainFont.File());

        Assert.Equal('A' - ' ' + 1, font.GlyphOf(new Rune('A')));
        Assert.Equal(0, font.GlyphOf(new Rune(0x1F600)));
        Assert.Equal(500, font.AdvanceOf(7));
        Assert.Equal(2.0, font.WidthOf("four"), 6);
        Assert.Equal(0.5, font.WidthOf("\U0001F600"), 6);
    }

    [Fact]
    public void A_font_cut_anywhere_is_refused()
    {
        var file = PlainFont.File();
        for (var length = 0; length < file.Length; length++)
            Assert.Throws<InvalidDataException>(() => new OpenTypeFont(file.AsMemory(0, length)));
    }

    [Fact]
    public void A_font_with_any_byte_changed_is_read_or_refused()
    {
        var file = PlainFont.File();
        for (var index = 0; index < file.Length; index++)
        {
            var changed = file.ToArray();
            changed[index] ^= 0xFF;
            try
            {
                Assert.True(new OpenTypeFont(changed).WidthOf("some text") >= 0);
            }
            catch (InvalidDataException)
            {
                // Refused, which is as good.
            }
        }
    }
}
