using Archivist.Images.Model;

namespace Archivist.Correction.Rs03;

/// <summary>How many sectors of 2048 bytes dvdisaster takes the kinds of media to have (codec specification, "Calculating the layout for encoding").</summary>
public static class MediumCapacity
{
    /// <summary>Names and sectors, the smallest first.</summary>
    public static IReadOnlyList<KeyValuePair<string, long>> All { get; } =
    [
        new("cd", 359_424),
        new("dvd", 2_295_104),
        new("dvd-dl", 4_171_712),
        new("bd25", 11_826_176),
        new("bd25-no-defect-management", 12_219_392),
        new("bd50", 23_652_352),
        new("bd50-no-defect-management", 24_438_784),
        new("bd100", 47_305_728),
        new("bd100-no-defect-management", 48_878_592),
        new("bd128", 60_403_712),
        new("bd128-no-defect-management", 62_500_864),
    ];

    /// <summary>The sectors of a medium of that name, or null.</summary>
    public static long? Find(string name) => All.Where(medium => medium.Key == name).Select(medium => (long?)medium.Value).FirstOrDefault();

    /// <summary>The smallest medium that holds the image with the least parity that is written, or null; media without defect management are not guessed.</summary>
    public static long? SmallestFor(long dataBytes) => All
        .Where(medium => !medium.Key.EndsWith("management", StringComparison.Ordinal))
        .Select(medium => (long?)medium.Value)
        .FirstOrDefault(sectors => Sector.Count(dataBytes) + Rs03Layout.HeaderSectors <= (Rs03Layout.Layers - 1 - Rs03Layout.MinRoots) * (sectors!.Value / Rs03Layout.Layers));
}
