using Archivist.Platform.Text;
namespace Archivist.Discs.Labels;

/// <summary>Front (120 by 120 mm) and inlay with its two spines (151 by 118 mm) of a jewel case on one A4 page, with marks to cut along.</summary>
public static class JewelCase
{
    private const double PageWidth = 210, PageHeight = 297, Front = 120, InlayWidth = 151, InlayHeight = 118, Spine = 6.5;

    /// <summary>The page, A4.</summary>
    public static PrintPage Of(DiscFacts disc, Typesetting typesetting)
    {
        var page = new PageComposer(typesetting, PageWidth, PageHeight);
        DrawFront(page, (PageWidth - Front) / 2, 18, disc);
        DrawInlay(page, (PageWidth - InlayWidth) / 2, 160, disc);
        return page.ToPage("jewel-case", $"Jewel case, {disc.Count} of {disc.Set}");
    }

    private static void DrawFront(PageComposer page, double left, double top, DiscFacts disc)
    {
        CutMarks(page, left, top, Front, Front);
        page.Fill(left, top, Front, 34, Ink.Black);
        page.Fitted(left + 8, top + 15, disc.Disk, 24, 10, Front - 16, Typeface.Bold, ink: Ink.White);
        page.Fitted(left + 8, top + 26, disc.Set, 14, 8, Front - 16, ink: Ink.White);
        page.Fitted(left + 8, top + 53, disc.Count, 30, 12, Front - 16, Typeface.Bold);
        page.Fitted(left + 8, top + 62, DiscWords.Kind(disc), 10, 6, Front - 16);
        page.Facts(left + 8, top + 76, 22, 46, 8.5, Rows(disc));
        page.Fitted(left + 8, top + 103, $"id {disc.DiscId}", 8, 6, 66, Typeface.Mono, ink: Ink.Grey);
        page.QrCode(left + Front - 42, top + 70, 36, disc);
        page.Paragraph(left + 8, top + 111, "Encrypted. README.txt on the disc says how to get everything back, also without Archivist.", 7, Front - 16, ink: Ink.Grey);
    }

    private static void DrawInlay(PageComposer page, double left, double top, DiscFacts disc)
    {
        CutMarks(page, left, top, InlayWidth, InlayHeight);
        page.Line(left + Spine, top, left + Spine, top + InlayHeight);
        page.Line(left + InlayWidth - Spine, top, left + InlayWidth - Spine, top + InlayHeight);
        // Whatever distinguishes discs of one set is never shortened; names are.
        var (names, number) = ($"{disc.Disk}  ·  {disc.Set}", $"  ·  {disc.Number}/{disc.Of}  ·  {disc.Day}");
        page.FittedBefore(number, left + 4.4, top + InlayHeight - 4, names, 9, 6, InlayHeight - 8, Typeface.Bold, rotation: -90);
        page.FittedBefore(number, left + InlayWidth - 4.4, top + 4, names, 9, 6, InlayHeight - 8, Typeface.Bold, rotation: 90);

        var x = left + Spine + 6;
        var room = InlayWidth - 2 * Spine - 12;
        page.Fitted(x, top + 12, $"{disc.Disk}, {disc.Set}", 14, 8, room, Typeface.Bold);
        page.Fitted(x, top + 19, $"{disc.Count}: {DiscWords.Kind(disc)}", 9, 6, room);
        page.Line(x, top + 23, x + room, top + 23);
        var next = page.Facts(x, top + 30, 26, 72, 8, [.. Rows(disc), ("Disc id", disc.DiscId.ToString(), Typeface.Mono)]);
        page.QrCode(x + room - 32, top + 27, 32, disc);
        next = Math.Max(next, top + 64) + 2;
        page.Text(x, next, "SHA-256 of the image", 7, ink: Ink.Grey);
        next = page.Paragraph(x, next + 4, DiscWords.Grouped(disc.ImageSha256.ToString()), 7, room, Typeface.Mono);
        if (disc.LedgerHead is { } head)
        {
            page.Text(x, next + 1.5, "Head of the ledger when this was printed", 7, ink: Ink.Grey);
            next = page.Paragraph(x, next + 5.5, DiscWords.Grouped(head.ToString()), 7, room, Typeface.Mono);
        }

        page.Text(x, top + InlayHeight - 16, "Lies at", 8, ink: Ink.Grey);
        page.Line(x + 26, top + InlayHeight - 15, x + room, top + InlayHeight - 15, Ink.Grey);
        page.Text(x, top + InlayHeight - 7, "Held by", 8, ink: Ink.Grey);
        page.Line(x + 26, top + InlayHeight - 6, x + room, top + InlayHeight - 6, Ink.Grey);
    }

    private static IEnumerable<(string, string, Typeface)> Rows(DiscFacts disc) =>
    [
        ("Made", DiscWords.Moment(disc.MadeAt), Typeface.Regular),
        ("Snapshot", DiscWords.Snapshot(disc), Typeface.Mono),
        ("Medium", $"{disc.Medium}, {Quantity.Capacity(disc.Bytes)}", Typeface.Regular),
        ("Protection", disc.IsProtected ? "RS03" : "none", Typeface.Regular),
        ("Boots", disc.Boots ? "yes, any PC" : "no", Typeface.Regular),
    ];

    private static void CutMarks(PageComposer page, double left, double top, double width, double height)
    {
        const double gap = 1.5, length = 5;
        foreach (var y in new[] { top, top + height })
        {
            page.Line(left - gap - length, y, left - gap, y, Ink.Grey);
            page.Line(left + width + gap, y, left + width + gap + length, y, Ink.Grey);
        }

        foreach (var x in new[] { left, left + width })
        {
            page.Line(x, top - gap - length, x, top - gap, Ink.Grey);
            page.Line(x, top + height + gap, x, top + height + gap + length, Ink.Grey);
        }

        page.Outline(left, top, width, height);
    }
}
