using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Archivist.Discs.Labels;
using Archivist.Reports.Printing;
using Archivist.TestKit;

namespace Archivist.Tests.Reports.Printing;

public sealed partial class DrawingTests
{
    private static readonly OpenTypeFont Font = new(PlainFont.File());
    private static readonly Typesetting Typesetting = new(Font, Font, Font);

    [Fact]
    public void Svg_is_well_formed_in_its_own_size_and_always_the_same()
    {
        var page = RoundLabel.Of(SampleDiscs.Disc(disk: "A & B <ü> \"quoted\""), Typesetting);
        var file = SvgDrawing.Render(page);

        Assert.Equal(file, SvgDrawing.Render(page));
        var svg = XDocument.Parse(Encoding.UTF8.GetString(file)).Root!;
        Assert.Equal("120mm", svg.Attribute("width")!.Value);
        Assert.Contains(svg.Descendants(), element => element.Value == "A & B <ü> \"quoted\"");
    }

    [Fact]
    public void Pdf_is_always_the_same_and_every_object_lies_where_the_table_says()
    {
        var pages = new[] { RoundLabel.Of(SampleDiscs.Disc(), Typesetting), CustodySheet.Of(SampleDiscs.Disc(), Typesetting, "archivist disc verify") };
        var file = PdfDrawing.Render(pages, Typesetting, "Labels (März)", DateTimeOffset.UnixEpoch);

        Assert.Equal(file, PdfDrawing.Render(pages, Typesetting, "Labels (März)", DateTimeOffset.UnixEpoch));
        var text = Encoding.Latin1.GetString(file);
        Assert.StartsWith("%PDF-1.7\n", text);
        var table = int.Parse(Start().Match(text).Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.StartsWith("xref\n", text[table..]);
        var places = Place().Matches(text[table..]).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();
        for (var number = 1; number <= places.Count; number++)
            Assert.StartsWith($"{number} 0 obj\n", text[places[number - 1]..]);
        Assert.Contains("/Count 2", text);
    }

    [GeneratedRegex(@"startxref\n(\d+)\n%%EOF\n$")]
    private static partial Regex Start();

    [GeneratedRegex(@"(\d{10}) 00000 n ")]
    private static partial Regex Place();
}
