using System.Globalization;

namespace Archivist.Discs.Labels;

/// <summary>A page of one-time codes for the emergency sign-in to the console of an archive, with room to cross each out.</summary>
public static class CodeSheet
{
    private const int Columns = 2;

    private const double RowHeight = 9, BodyText = 10, SmallText = 8;

    /// <summary>One A4 page.</summary>
    /// <param name="facts">What it says; up to 40 codes.</param>
    /// <param name="typesetting">The fonts.</param>
    public static PrintPage Of(CodeSheetFacts facts, Typesetting typesetting)
    {
        var page = Sheet.Begin(typesetting, "One-time codes", facts.Archive, "  ·  emergency sign-in to the console");
        var next = page.Paragraph(
            Sheet.Margin, 43,
            "Each code signs in once, in place of the usual way, when that is not available. Take the next one that is not crossed out, type its eight digits, and cross it out. A code that was passed over is void once a later one was used.",
            BodyText, Sheet.Room);
        next = Codes(page, facts.Codes, Sheet.Heading(page, next + 4, "Codes, in this order"));
        next = page.Facts(Sheet.Margin, next + 5, 24, Sheet.Room - 24, SmallText,
        [
            ("Made", DiscWords.Moment(facts.MadeAt), Typeface.Regular),
            ("Page", facts.Id, Typeface.Mono),
        ]);
        next = Sheet.Heading(page, next + 5, "What else to know");
        foreach (var text in (string[])
            ["Everyone who has this page can sign in. Keep it like a key: no photograph, no cloud, no copy.", "If it is lost, was seen by others, or has few codes left, make a new page; this one is void from then on."])
            next = page.Paragraph(Sheet.Margin, next, text, BodyText, Sheet.Room);
        next = page.Paragraph(Sheet.Margin, next, "To test one, which uses it up:", BodyText, Sheet.Room);
        page.Paragraph(Sheet.Margin + 4, next, facts.Test, BodyText - 0.5, Sheet.Room - 4, Typeface.Mono);
        Sheet.Foot(page, "The codes open the console, not the archive: its content takes a password or a key.", "one-time codes");
        return page.ToPage("code-sheet", "One-time codes");
    }

    /// <summary>Down one column and then the next, as they are to be used.</summary>
    private static double Codes(PageComposer page, IReadOnlyList<string> codes, double top)
    {
        var rows = (codes.Count + Columns - 1) / Columns;
        var height = Math.Min(RowHeight, (Sheet.Height - 85 - top) / rows);
        const double gap = 8;
        var width = (Sheet.Room - gap * (Columns - 1)) / Columns;
        for (var i = 0; i < codes.Count; i++)
        {
            var left = Sheet.Margin + i / rows * (width + gap);
            var baseline = top + 3 + i % rows * height;
            page.Text(left + 7, baseline, (i + 1).ToString(CultureInfo.InvariantCulture), SmallText, anchor: TextAnchor.End, ink: Ink.Grey);
            page.Text(left + 11, baseline, $"{codes[i][..4]} {codes[i][4..]}", Math.Min(14, height * 1.6), Typeface.Mono);
            page.Text(left + width - 24, baseline, "used", SmallText - 1, anchor: TextAnchor.End, ink: Ink.Grey);
            page.Line(left + width - 22, baseline + 0.6, left + width, baseline + 0.6, Ink.Grey);
        }

        return top + 3 + rows * height;
    }
}
