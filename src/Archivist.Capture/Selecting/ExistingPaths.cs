using System.Text;

namespace Archivist.Capture.Selecting;

/// <summary>Paths that exist and that a shell's pattern names.</summary>
internal static class ExistingPaths
{
    internal static IReadOnlyList<string> Find(string pattern)
    {
        var isAbsolute = pattern.StartsWith('/');
        IEnumerable<string> found = [isAbsolute ? "/" : ""];
        foreach (var part in pattern.Split('/', StringSplitOptions.RemoveEmptyEntries))
            found = [.. found.SelectMany(folder => Below(folder, part))];
        return [.. found.Where(path => path.Length > 0).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Below(string folder, string part)
    {
        if (part.AsSpan().IndexOfAny(@"*?[\") < 0)
        {
            var path = Path.Combine(folder, part);
            return Path.Exists(path) || new FileInfo(path).LinkTarget is not null ? [path] : [];
        }

        var name = NamePattern.TryParse(Encoding.UTF8.GetBytes(part));
        var place = folder.Length == 0 ? "." : folder;
        if (name is null || !Directory.Exists(place))
            return [];
        return Directory.EnumerateFileSystemEntries(place).Select(path => Path.GetFileName(path)!)
            .Where(entry => name.Matches(Encoding.UTF8.GetBytes(entry))).Select(entry => Path.Combine(folder, entry));
    }
}
