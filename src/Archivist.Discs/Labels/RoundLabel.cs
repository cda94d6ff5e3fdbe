using Archivist.Platform.Text;
namespace Archivist.Discs.Labels;

/// <summary>
/// The label for a printable disc of 120 mm (ECMA-267: hole of 15 mm, clamping area to 33 mm). Everything lies between the radii 24 and
/// 57 mm, so it suits discs printable to the hub and, apart from a little paper, adhesive labels of 117 mm.
/// </summary>
public static class RoundLabel
{
    private const double Size = 120, Centre = Size / 2, Outer = 57, Printable = 59, Hub = 23, Hole = 7.5;

    /// <summary>The page, 120 by 120 mm.</summary>
    public static PrintPage Of(DiscFacts disc, Typesetting typesetting)
    {
        var page = new PageComposer(typesetting, Size, Size);
        page.Circle(Centre, Centre, Printable);
        page.Circle(Centre, Centre, Hub);
        page.Circle(Centre, Centre, Hole);

        Middle(page, -45.5, disc.Disk, 13, 6, Typeface.Bold);
        Middle(page, -38.5, disc.Set, 10, 6, Typeface.Regular);
        Middle(page, -29, disc.Count, 16, 8, Typeface.Bold);

        page.QrCode(Centre - 53, Centre - 13.5, 27, disc);
        var right = Centre + 26;
        page.Facts(right, Centre - 9.5, 0, 28, 7,
        [
            ("", disc.Day, Typeface.Bold), ("", disc.Medium, Typeface.Regular), ("", Quantity.Capacity(disc.Bytes), Typeface.Regular),
            ("", $"snapshot {DiscWords.Snapshot(disc)}", Typeface.Regular), ("", disc.IsProtected ? "RS03 protected" : "not protected", Typeface.Regular),
            ("", disc.Boots ? "boots any PC" : "does not boot", Typeface.Regular),
        ]);

        Middle(page, 31, DiscWords.Kind(disc), 8, 5, Typeface.Bold);
        Middle(page, 36, $"SHA-256 {disc.ImageSha256.ToString()[..32]}", 6, 5, Typeface.Mono);
        Middle(page, 39.5, $"id {disc.DiscId}", 6, 5, Typeface.Mono);
        var (first, second) = disc switch
        {
            { Boots: true } => ("Encrypted. Start a computer from this disc,", "or read README.txt on it."),
            { StartDisc: { } start } => ($"Encrypted. Start a computer from {start},", "or read README.txt on it."),
            _ => ("Encrypted. It starts no computer;", "README.txt on it says how to read it."),
        };
        Middle(page, 44, first, 6.5, 5, Typeface.Regular);
        Middle(page, 47.5, second, 6.5, 5, Typeface.Regular);
        Middle(page, 51.5, disc.Volume, 6, 4, Typeface.Mono);
        return page.ToPage("label", $"Label, {disc.Count} of {disc.Set}");
    }

    /// <summary>A line in the middle, as wide as the circle is at its narrower edge.</summary>
    private static void Middle(PageComposer page, double baseline, string text, double points, double smallest, Typeface face)
    {
        var height = baseline < 0 ? baseline - points * 0.27 : baseline + points * 0.08;
        var room = 2 * Math.Sqrt(Outer * Outer - height * height);
        page.Fitted(Centre, Centre + baseline, text, points, smallest, room, face, TextAnchor.Middle);
    }
}
