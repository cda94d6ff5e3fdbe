using Archivist.Discs.Labels;
using Archivist.Reports.Printing;
using Archivist.TestKit;

namespace Archivist.ToolTests.Reports;

/// <summary>Labels and sheets, as programs that draw PDF and SVG and read QR codes see them.</summary>
public sealed class PrintedPagesTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Codes_are_read_from_pdf_and_svg_and_text_is_found()
    {
        Tool.Require("pdftoppm", "poppler-utils");
        Tool.Require("rsvg-convert", "librsvg2-bin");
        Tool.Require("zbarimg", "zbar-tools");
        Tool.Require("qpdf", "qpdf");
        var typesetting = PrintFonts.Find();
        var disc = SampleDiscs.Disc(disk: "Büro Źródło");
        PrintPage[] pages = [RoundLabel.Of(disc, typesetting), JewelCase.Of(disc, typesetting), CoverSheet.Of([disc], typesetting), CustodySheet.Of(disc, typesetting, "archivist disc verify")];
        var pdf = _folder.At("pages.pdf");
        await File.WriteAllBytesAsync(pdf, PdfDrawing.Render(pages, typesetting, "Pages", DateTimeOffset.UnixEpoch));

        var (status, output) = await Tool.RunAsync("qpdf", ["--check", pdf]);
        Assert.True(status == 0, output);
        (status, output) = await Tool.RunAsync("pdftotext", [pdf, "-"]);
        Assert.True(status == 0, output);
        Assert.Equal(4, output.Split('\f', StringSplitOptions.RemoveEmptyEntries).Count(page => page.Contains("Büro Źródło", StringComparison.Ordinal)));
        (status, output) = await Tool.RunAsync("pdftoppm", ["-r", "200", "-png", pdf, _folder.At("page")]);
        Assert.True(status == 0, output);
        for (var number = 1; number <= pages.Length; number++)
            await AssertCodeAsync(_folder.At($"page-{number}.png"), disc);

        foreach (var page in pages)
        {
            await File.WriteAllBytesAsync(_folder.At($"{page.Name}.svg"), SvgDrawing.Render(page));
            (status, output) = await Tool.RunAsync("rsvg-convert", ["-d", "200", "-p", "200", "-o", _folder.At($"{page.Name}.png"), _folder.At($"{page.Name}.svg")]);
            Assert.True(status == 0, output);
            await AssertCodeAsync(_folder.At($"{page.Name}.png"), disc);
        }
    }

    private static async Task AssertCodeAsync(string picture, DiscFacts disc)
    {
        var (status, output) = await Tool.RunAsync("zbarimg", ["--quiet", "--raw", "--nodbus", picture]);
        Assert.True(status == 0 && output.Contains(disc.QrText, StringComparison.Ordinal), $"{picture}: {output}");
    }
}
