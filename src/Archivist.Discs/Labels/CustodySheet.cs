using Archivist.Platform.Text;
namespace Archivist.Discs.Labels;

/// <summary>The sheet that stays with one disc: who had it, from when to when, and in what state it was.</summary>
public static class CustodySheet
{
    private const int HandOvers = 9;
    private const double RowHeight = 15;

    private static readonly (string Name, double Width)[] Columns =
    [
        ("Date and time", 27), ("Given by (name, signature)", 46), ("Taken by (name, signature)", 46), ("Place", 31), ("Seal whole?", 24),
    ];

    /// <summary>One A4 page.</summary>
    /// <param name="disc">The disc.</param>
    /// <param name="typesetting">The fonts.</param>
    /// <param name="verifyCommand">What to type to verify a disc, as the front end spells it.</param>
    public static PrintPage Of(DiscFacts disc, Typesetting typesetting, string verifyCommand)
    {
        var page = Sheet.Begin(typesetting, "Chain of custody", $"{disc.Disk}  ·  {disc.Set}", $"  ·  {disc.Count}");
        page.QrCode(Sheet.Width - Sheet.Margin - 36, 40, 36, disc);
        var next = page.Facts(Sheet.Margin, 47, 26, 106, 9,
        [
            ("Disc id", disc.DiscId.ToString(), Typeface.Mono),
            ("Volume", disc.Volume, Typeface.Mono),
            ("Medium", $"{disc.Medium}, {Quantity.Capacity(disc.Bytes)}", Typeface.Regular),
            ("Made", DiscWords.Moment(disc.MadeAt), Typeface.Regular),
            ("Snapshot", disc.Snapshot?.ToString() ?? "none", Typeface.Mono),
        ]);
        next = Math.Max(next + 1, 78);
        page.Text(Sheet.Margin, next, $"SHA-256 of the image, to compare with “{verifyCommand}”", 8, ink: Ink.Grey);
        next = page.Paragraph(Sheet.Margin, next + 5, DiscWords.Grouped(disc.ImageSha256.ToString()), 9, Sheet.Room, Typeface.Mono);
        if (disc.LedgerHead is { } head)
        {
            page.Text(Sheet.Margin, next + 1, "Head of the ledger when this was printed: later ledgers begin with it", 8, ink: Ink.Grey);
            next = page.Paragraph(Sheet.Margin, next + 6, DiscWords.Grouped(head.ToString()), 9, Sheet.Room, Typeface.Mono);
        }

        page.Text(Sheet.Margin, next + 4, "Seal number", 9, ink: Ink.Grey);
        page.Line(Sheet.Margin + 26, next + 5, Sheet.Margin + 90, next + 5, Ink.Grey);
        Table(page, next + 12);
        Sheet.Foot(page, "Everything on the disc is encrypted. Its holder cannot read it without the password.", "custody sheet");
        return page.ToPage("custody-sheet", $"Custody sheet, {disc.Count} of {disc.Set}");
    }

    private static void Table(PageComposer page, double top)
    {
        page.Fill(Sheet.Margin, top, Sheet.Room, 7, Ink.Black);
        var left = Sheet.Margin;
        var bottom = top + 7 + HandOvers * RowHeight;
        foreach (var (name, width) in Columns)
        {
            page.Fitted(left + 1.5, top + 4.9, name, 8, 5, width - 2, Typeface.Bold, ink: Ink.White);
            page.Line(left, top + 7, left, bottom, Ink.Grey);
            left += width;
        }

        page.Line(left, top + 7, left, bottom, Ink.Grey);
        for (var row = 1; row <= HandOvers; row++)
            page.Line(Sheet.Margin, top + 7 + row * RowHeight, Sheet.Width - Sheet.Margin, top + 7 + row * RowHeight, Ink.Grey);
    }
}
