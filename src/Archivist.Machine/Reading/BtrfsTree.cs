using System.Globalization;

namespace Archivist.Machine.Reading;

/// <summary>The subvolumes of a Btrfs: <c>btrfs subvolume list -a</c> and <c>get-default</c>. Immutable.</summary>
/// <param name="Paths">From the top of the file system, without a slash at the front, parents first.</param>
/// <param name="Default">The path of the default subvolume; null for the top.</param>
internal sealed record BtrfsTree(IReadOnlyList<string> Paths, string? Default)
{
    private const string Top = "<FS_TREE>/";

    internal static BtrfsTree Read(string list, string standard)
    {
        var found = list.Split('\n').Select(Line).OfType<(long Id, string Path)>().ToList();
        var words = standard.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var id = words.Length > 1 && words[0] == "ID" && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 5;
        return new BtrfsTree([.. found.Select(line => line.Path).Distinct().Order(StringComparer.Ordinal)], found.Where(line => line.Id == id).Select(line => line.Path).FirstOrDefault());
    }

    private static (long Id, string Path)? Line(string line)
    {
        var path = line.IndexOf(" path ", StringComparison.Ordinal);
        if (!line.StartsWith("ID ", StringComparison.Ordinal) || path < 0 || !long.TryParse(line.Split(' ')[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return null;
        var name = line[(path + 6)..].TrimEnd('\r');
        return (id, name.StartsWith(Top, StringComparison.Ordinal) ? name[Top.Length..] : name);
    }
}
