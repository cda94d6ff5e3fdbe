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

    /// <summary>Every file that a ledger of this size consists of, besides its head: bundles, then tiles from the lowest level up.</summary>
    /// <param name="size">The number of entries.</param>
    /// <returns>The path, whether it is full, and the number of entries up to its end.</returns>
    internal static IEnumerable<(string Path, bool IsFull, long End)> AllAt(long size)
    {
        foreach (var file in Row(size, Width, (number, width) => Entries(number, width)))
            yield return file;
        var count = size;
        for (var (level, covered) = (0, (long)Width); count > 0; level++, count /= Width, covered *= Width)
        {
            var at = level;
            foreach (var file in Row(count, covered, (number, width) => Tile(at, number, width)))
                yield return file;
        }

        static IEnumerable<(string, bool, long)> Row(long count, long covered, Func<long, int, string> path)
        {
            for (var number = 0L; number * Width < count; number++)
            {
                var width = (int)Math.Min(Width, count - number * Width);
                yield return (path(number, width), width == Width, (number + 1) * covered);
            }
        }
    }

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
