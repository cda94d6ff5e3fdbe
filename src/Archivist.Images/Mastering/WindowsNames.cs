using Archivist.Images.Iso9660;
using Archivist.Images.Model;

namespace Archivist.Images.Mastering;

/// <summary>The names of a layout that Windows cannot distinguish or cannot open.</summary>
/// <param name="Alike">Names that differ from a sibling in case only.</param>
/// <param name="FirstAlike">One of them, as a path; null without any.</param>
/// <param name="Closed">Names that Windows cannot open.</param>
/// <param name="FirstClosed">One of them, as a path; null without any.</param>
public readonly record struct WindowsNames(int Alike, string? FirstAlike, int Closed, string? FirstClosed)
{
    /// <summary>Looks at every name of the layout.</summary>
    public static WindowsNames Of(DiscLayout layout)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var (alike, closed) = (0, 0);
        string? firstAlike = null, firstClosed = null;
        foreach (var path in Paths(layout))
        {
            if (path.Length == 0)
                continue;
            if (!seen.Add(path))
            {
                alike++;
                firstAlike ??= path;
            }

            if (JolietNames.IsClosedToWindows(DiscName.Readable(path[(path.LastIndexOf('/') + 1)..])))
            {
                closed++;
                firstClosed ??= path;
            }
        }

        return new WindowsNames(alike, firstAlike, closed, firstClosed);
    }

    private static IEnumerable<string> Paths(DiscLayout layout) =>
        layout.Folders.Select(folder => folder.Path).Distinct(StringComparer.Ordinal).Concat(layout.Files.Select(file => file.Path)).Concat(layout.HardLinks.Select(link => link.Path));
}
