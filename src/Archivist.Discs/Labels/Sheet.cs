namespace Archivist.Discs.Labels;

/// <summary>The common parts of the A4 sheets: margins, the band at the top, the line at the foot.</summary>
internal static class Sheet
{
    internal const double Width = 210, Height = 297, Margin = 18, Room = Width - 2 * Margin;

    /// <summary>The band; <paramref name="end"/> of its second line is never cut.</summary>
    internal static PageComposer Begin(Typesetting typesetting, string heading, string below, string end)
    {
        var page = new PageComposer(typesetting, Width, Height);
        page.Fill(0, 0, Width, 34, Ink.Black);
        page.Fitted(Margin, 17, heading, 20, 12, Room, Typeface.Bold, ink: Ink.White);
        page.FittedBefore(end, Margin, 26, below, 11, 7, Room, ink: Ink.White);
        return page;
    }

    internal static void Foot(PageComposer page, string left, string right)
    {
        page.Line(Margin, Height - 15, Width - Margin, Height - 15);
        page.Fitted(Margin, Height - 10.5, left, 7, 5, Room - 30, ink: Ink.Grey);
        page.Text(Width - Margin, Height - 10.5, right, 7, anchor: TextAnchor.End, ink: Ink.Grey);
    }

    internal static double Heading(PageComposer page, double baseline, string text)
    {
        page.Text(Margin, baseline, text, 12, Typeface.Bold);
        page.Line(Margin, baseline + 1.8, Width - Margin, baseline + 1.8, Ink.Grey);
        return baseline + 8;
    }
}
