using System.Text;

namespace Archivist.Messages.Planning;

/// <summary>
/// Draws a disk as a row of boxes in 80 columns of ASCII. Widths grow with the logarithm of the size, so that the smallest box still has its label; more than eight boxes take more rows.
/// </summary>
internal static class DiskPicture
{
    internal const int Columns = 80;

    private const int MostBoxes = 8;

    internal static string Draw(IReadOnlyList<PicturePart> parts)
    {
        var picture = new StringBuilder();
        foreach (var row in parts.Chunk(MostBoxes))
            Draw(picture, row);
        return picture.ToString();
    }

    private static void Draw(StringBuilder picture, PicturePart[] row)
    {
        var widths = Widths(row);
        var edge = "+" + string.Concat(widths.Select(width => new string('-', width) + "+"));
        picture.Append(edge).Append('\n');
        foreach (var text in new Func<PicturePart, string>[] { part => part.Label, part => part.Size })
            picture.Append('|').Append(string.Concat(row.Select((part, i) => Fit(text(part), widths[i]) + "|"))).Append('\n');
        picture.Append(edge).Append('\n');
    }

    /// <summary>Together with the edges as wide as a terminal.</summary>
    private static int[] Widths(PicturePart[] row)
    {
        var room = Columns - 1 - row.Length;
        // From 1 MiB on; each doubling is one more.
        var weights = row.Select(part => 4 + Math.Max(0, Math.Log2(Math.Max(1, part.Bytes / (1 << 20))))).ToArray();
        var total = weights.Sum();
        var widths = weights.Select(weight => (int)(room * weight / total)).ToArray();
        widths[Array.IndexOf(weights, weights.Max())] += room - widths.Sum();
        return widths;
    }

    private static string Fit(string text, int width) => text.Length <= width ? text.PadRight(width) : text[..(width - 1)] + "~";
}
