using System.Globalization;
using Archivist.Images.Model;
using Archivist.Platform;

namespace Archivist.Discs.Sets;

/// <summary>A kind of medium and how much fits on it.</summary>
/// <param name="Name">The word for it, such as <c>bd25</c>; <c>image</c> for a size that was given in bytes.</param>
/// <param name="Capacity">In bytes, a multiple of 32 KiB.</param>
public sealed record DiscMedium(string Name, long Capacity)
{
    /// <summary>Images are whole multiples of this.</summary>
    private const long Unit = 32 * 1024;

    /// <summary>Smaller media would hold little more than file system structures.</summary>
    private const long Smallest = 1 << 20;

    /// <summary>
    /// Sectors of 2048 bytes of blank media as drives report them: ECMA-394 (80 minutes), ECMA-349, ECMA-364, and the BD-R part 1 format of one
    /// to four layers without spare areas.
    /// </summary>
    private static readonly (string Name, long Sectors)[] Known =
    [
        ("cd", 360_000),
        ("dvd", 2_295_104),
        ("dvd-dl", 4_173_824),
        ("bd25", 12_219_392),
        ("bd50", 24_438_784),
        ("bd100", 48_878_592),
        ("bd128", 62_500_864),
    ];

    /// <summary>The words that <see cref="TryParse"/> knows.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. Known.Select(medium => medium.Name)];

    /// <summary>
    /// Reads one of <see cref="Words"/>, <c>usb:SIZE</c>, or a size: <c>40MB</c> and <c>4GB</c> in powers of 1000, <c>40MiB</c> and, as elsewhere,
    /// <c>40M</c> in powers of 1024. Null for anything else, for less than 1 MiB and for more than 4 TiB.
    /// </summary>
    public static DiscMedium? TryParse(string text)
    {
        foreach (var (name, sectors) in Known)
        {
            if (text == name)
                return new DiscMedium(name, sectors * Sector.Size / Unit * Unit);
        }

        var isStick = text.StartsWith("usb:", StringComparison.Ordinal);
        return ParseSize(isStick ? text[4..] : text) is { } size and >= Smallest and <= 1L << 42
            ? new DiscMedium(isStick ? "usb" : "image", size / Unit * Unit)
            : null;
    }

    private static long? ParseSize(string text)
    {
        if (ByteSize.TryParse(text, out var bytes) && !text.EndsWith('B') && !text.EndsWith('b'))
            return bytes;
        (string Unit, long Factor)[] units =
            [("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40), ("kB", 1000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000), ("B", 1)];
        foreach (var (unit, factor) in units)
        {
            if (text.EndsWith(unit, StringComparison.OrdinalIgnoreCase)
                && long.TryParse(text[..^unit.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return number <= long.MaxValue / factor ? number * factor : null;
        }

        return null;
    }
}
