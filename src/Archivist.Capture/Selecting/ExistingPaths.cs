using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;
using Archivist.Repository.Patterns;

namespace Archivist.Capture.Selecting;

/// <summary>Finds the existing paths that match a shell pattern.</summary>
internal static class ExistingPaths
{
    /// <param name="pattern">The pattern of a shell, part by part.</param>
    /// <param name="unlisted">Receives each directory that may hold matches and cannot be listed, with the cause.</param>
    internal static IReadOnlyList<string> Find(string pattern, Action<string, Cause> unlisted)
    {
        IEnumerable<string> found = [pattern.StartsWith('/') ? "/" : ""];
        foreach (var part in pattern.Split('/', StringSplitOptions.RemoveEmptyEntries))
            found = [.. found.SelectMany(folder => Below(folder, part, unlisted))];
        string[] paths = [.. SourcePath.Ordered(found.Where(path => path.Length > 0))];
        // A name with brackets or stars in it, written as it is.
        return paths.Length == 0 && SourcePath.Exists(pattern) ? [pattern] : paths;
    }

    private static IEnumerable<string> Below(string folder, string part, Action<string, Cause> unlisted)
    {
        if (part.AsSpan().IndexOfAny(@"*?[\") < 0)
            return SourcePath.Exists(Join(folder, part)) ? [Join(folder, part)] : [];
        return NamePattern.TryParse(PathText.BytesOf(part)) is { } name
            ? NamesIn(folder.Length == 0 ? "." : folder, unlisted).Where(entry => name.Matches(entry.Bytes)).Select(entry => Join(folder, PathText.Of(entry.Bytes)))
            : [];
    }

    private static List<FileName> NamesIn(string folder, Action<string, Cause> unlisted)
    {
        try
        {
            using var opened = Folder.OpenPath(folder);
            return opened.List();
        }
        catch (NativeIOException cause)
        {
            const int NotAFolder = 20;
            // A file on the way holds nothing. A shell would take any other failure for nothing as well, and drop sources in silence.
            if (cause.Error is not (Libc.NotFound or NotAFolder))
                unlisted(folder, Cause.Of(cause));
            return [];
        }
    }

    private static string Join(string folder, string name) => folder.Length == 0 || folder[^1] == '/' ? folder + name : $"{folder}/{name}";
}
