namespace Archivist.Discs.Labels;

/// <summary>Measures and breaks text in the three faces. Immutable.</summary>
public sealed class Typesetting(OpenTypeFont regular, OpenTypeFont bold, OpenTypeFont mono)
{
    private const double MillimetresPerPoint = 25.4 / 72;
    private const string Ellipsis = "…";

    /// <summary>How wide a line is, in millimetres.</summary>
    public double WidthOf(string text, double points, Typeface face) => FontOf(face).WidthOf(text) * points * MillimetresPerPoint;

    /// <summary>The largest size up to <paramref name="points"/> at which the line is no wider than <paramref name="width"/>, but not below <paramref name="smallest"/>.</summary>
    public double FittingSize(string text, double points, double smallest, double width, Typeface face)
    {
        var natural = WidthOf(text, points, face);
        return natural <= width ? points : Math.Max(smallest, points * width / natural);
    }

    /// <summary>The line, or as much of its beginning as fits, with an ellipsis.</summary>
    public string Shortened(string text, double points, double width, Typeface face)
    {
        if (WidthOf(text, points, face) <= width)
            return text;
        var end = text.Length;
        while (end > 0 && (char.IsLowSurrogate(text[Math.Min(end, text.Length - 1)]) || WidthOf(text[..end] + Ellipsis, points, face) > width))
            end--;
        return text[..end].TrimEnd() + Ellipsis;
    }

    /// <summary>The same, but what comes at the end stays whole: the beginning is what gets shorter. Only when not even the end has room, all of it is cut.</summary>
    public string Shortened(string text, string end, double points, double width, Typeface face)
    {
        if (WidthOf(text + end, points, face) <= width)
            return text + end;
        var room = width - WidthOf(end, points, face);
        return room > WidthOf(Ellipsis, points, face) ? Shortened(text, points, room, face) + end : Shortened(end.TrimStart(), points, width, face);
    }

    /// <summary>Breaks a text at spaces into lines that fit. A word that is too wide for a line of its own is cut over several.</summary>
    public IReadOnlyList<string> Lines(string text, double points, double width, Typeface face)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (WidthOf(longer, points, face) <= width)
            {
                line = longer;
                continue;
            }

            if (line.Length > 0)
                lines.Add(line);
            line = word;
            while (WidthOf(line, points, face) > width && line.Length > 1)
            {
                var end = line.Length - 1;
                while (end > 1 && (char.IsLowSurrogate(line[end]) || WidthOf(line[..end], points, face) > width))
                    end--;
                lines.Add(line[..end]);
                line = line[end..];
            }
        }

        if (line.Length > 0)
            lines.Add(line);
        return lines;
    }

    /// <summary>The font of a face.</summary>
    public OpenTypeFont FontOf(Typeface face) => face switch
    {
        Typeface.Bold => bold,
        Typeface.Mono => mono,
        _ => regular,
    };
}
