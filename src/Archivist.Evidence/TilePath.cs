using System.Globalization;

namespace Archivist.Evidence;

/// <summary>C2SP tlog-tiles: where tiles and entry bundles lie.</summary>
internal static class TilePath
{
    /// <summary>Hashes in a full tile, entries in a full bundle.</summary>
    internal const int Width = 256;

    /// <summary><c>tile/L/N</c>, with <c>.p/W</c> when fewer than 256 are there.</summary>
    internal static string Tile(int level, long number, int width) =>
        Path.Combine("tile", level.ToString(CultureInfo.InvariantCulture), Numbered(number, width));

    /// <summary><c>tile/entries/N</c>, with <c>.p/W</c> when fewer than 256 are there.</summary>
    internal static string Entries(long number, int width) => Path.Combine("tile", "entries", Numbered(number, width));

    /// <summary>The directory of all partial versions of a tile or bundle.</summary>
    internal static string PartialFolder(string full) => full + ".p";

    /// <summary>1234067 is <c>x001/x234/067</c>.</summary>
    private static string Numbered(long number, int width)
    {
        var path = (number % 1000).ToString("000", CultureInfo.InvariantCulture);
        while ((number /= 1000) > 0)
            path = Path.Combine(string.Create(CultureInfo.InvariantCulture, $"x{number % 1000:000}"), path);
        return width == Width ? path : Path.Combine(PartialFolder(path), width.ToString(CultureInfo.InvariantCulture));
    }
}
