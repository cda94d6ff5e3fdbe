namespace Archivist.Discs.Labels;

/// <summary>Collects the marks of one page. Not thread-safe. Millimetres from the upper left corner, points for text.</summary>
internal sealed class PageComposer(Typesetting typesetting, double width, double height)
{
    private const double Thin = 0.15;
    private const double LineHeight = 0.45; // millimetres a point, that is 1.28 times the size

    private readonly List<PrintMark> _marks = [];

    internal void Text(
        double x, double baseline, string text, double points, Typeface face = Typeface.Regular, TextAnchor anchor = TextAnchor.Start,
        Ink ink = Ink.Black, double rotation = 0) =>
        _marks.Add(new PrintMark.Text(x, baseline, text, points, typesetting.WidthOf(text, points, face), face, anchor, ink, rotation));

    /// <summary>A line that gets smaller down to <paramref name="smallest"/> and then shorter, until it fits.</summary>
    internal void Fitted(
        double x, double baseline, string text, double points, double smallest, double room, Typeface face = Typeface.Regular,
        TextAnchor anchor = TextAnchor.Start, Ink ink = Ink.Black, double rotation = 0)
    {
        var size = typesetting.FittingSize(text, points, smallest, room, face);
        Text(x, baseline, typesetting.Shortened(text, size, room, face), size, face, anchor, ink, rotation);
    }

    /// <summary>The same for a text with an end that is never cut, such as the number of a disc.</summary>
    internal void FittedBefore(
        string end, double x, double baseline, string text, double points, double smallest, double room, Typeface face = Typeface.Regular,
        Ink ink = Ink.Black, double rotation = 0)
    {
        var size = typesetting.FittingSize(text + end, points, smallest, room, face);
        Text(x, baseline, typesetting.Shortened(text, end, size, room, face), size, face, TextAnchor.Start, ink, rotation);
    }

    /// <summary>A paragraph whose first line stands at <paramref name="baseline"/>; returns the baseline of what would come next.</summary>
    internal double Paragraph(double x, double baseline, string text, double points, double room, Typeface face = Typeface.Regular, Ink ink = Ink.Black)
    {
        foreach (var line in typesetting.Lines(text, points, room, face))
        {
            Text(x, baseline, line, points, face, ink: ink);
            baseline += points * LineHeight;
        }

        return baseline;
    }

    internal void Line(double x1, double y1, double x2, double y2, Ink ink = Ink.Pale, double thickness = Thin) =>
        _marks.Add(new PrintMark.Line(x1, y1, x2, y2, thickness, ink));

    internal void Outline(double x, double y, double boxWidth, double boxHeight, Ink ink = Ink.Pale) =>
        _marks.Add(new PrintMark.Box(x, y, boxWidth, boxHeight, Thin, ink));

    internal void Fill(double x, double y, double boxWidth, double boxHeight, Ink ink) =>
        _marks.Add(new PrintMark.Box(x, y, boxWidth, boxHeight, 0, ink));

    internal void Circle(double x, double y, double radius, Ink ink = Ink.Pale) =>
        _marks.Add(new PrintMark.Circle(x, y, radius, Thin, ink));

    internal void QrCode(double x, double y, double size, DiscFacts disc) => _marks.Add(new PrintMark.QrCode(x, y, size, disc.QrText));

    /// <summary>A code for paper that has to last.</summary>
    internal void QrCode(double x, double y, double size, string content) => _marks.Add(new PrintMark.QrCode(x, y, size, content, QrCorrection.Quartile));

    /// <summary>Rows of a grey name and a value in ink; returns the baseline of what would come next.</summary>
    internal double Facts(double x, double baseline, double nameRoom, double valueRoom, double points, IEnumerable<(string Name, string Value, Typeface Face)> facts)
    {
        foreach (var (name, value, face) in facts)
        {
            Text(x, baseline, name, points, ink: Ink.Grey);
            foreach (var line in typesetting.Lines(value, points, valueRoom, face))
            {
                Text(x + nameRoom, baseline, line, points, face);
                baseline += points * LineHeight;
            }
        }

        return baseline;
    }

    internal PrintPage ToPage(string name, string title) => new(name, title, width, height, _marks);
}
