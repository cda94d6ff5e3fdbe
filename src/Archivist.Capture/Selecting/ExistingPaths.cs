using Archivist.Capture.FileSystem;
using Archivist.Repository;

namespace Archivist.Capture.Selecting;

/// <summary>Paths that exist and that a shell's pattern names.</summary>
internal static class ExistingPaths
{
    internal static IReadOnlyList<string> Find(string pattern)
    {
        IEnumerable<string> found = [pattern.StartsWith('/') ? "/" : ""];
        foreach (var part in pattern.Split('/', StringSplitOptions.RemoveEmptyEntries))
            found = [.. found.SelectMany(folder => Below(folder, part))];
        string[] paths = [.. SourcePath.Ordered(found.Where(path => path.Length > 0))];
        // A name with brackets or stars in it, written as it is.
        return paths.Length == 0 && SourcePath.Exists(pattern) ? [pattern] : paths;
    }

    private static IEnumerable<string> Below(string folder, string part)
    {
        if (part.AsSpan().IndexOfAny(@"*?[\") < 0)
            return SourcePath.Exists(Join(folder, part)) ? [Join(folder, part)] : [];
        return NamePattern.TryParse(PathText.BytesOf(part)) is { } name
            ? NamesIn(folder.Length == 0 ? "." : folder).Where(entry => name.Matches(entry.Bytes)).Select(entry => Join(folder, PathText.Of(entry.Bytes)))
            : [];
    }

    private static List<FileName> NamesIn(string folder)
    {
        try
        {
            using var opened = Folder.OpenPath(folder);
            return opened.List();
        }
        catch (IOException)
        {
            // As for a shell: what cannot be listed matches nothing, which is reported.
            return [];
        }
    }

    private static string Join(string folder, string name) => folder.Length == 0 || folder[^1] == '/' ? folder + name : $"{folder}/{name}";
}
