using Archivist.Capture.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Patterns;

namespace Archivist.Capture.Selecting;

/// <summary>Reads lists of sources from files. Names that are not UTF-8 are kept (<see cref="PathText"/>); a byte order mark is not part of the first name.</summary>
public static class SourceList
{
    /// <summary>One pattern a line, in which <c>*</c>, <c>?</c> and <c>[…]</c> stand for names that exist; remarks begin with <c>#</c>.</summary>
    /// <param name="content">The file.</param>
    /// <param name="unmatched">Receives each pattern that matches nothing.</param>
    /// <param name="unlisted">Receives each directory that a pattern leads into and that cannot be listed, with the cause.</param>
    public static IReadOnlyList<string> ParsePatterns(ReadOnlySpan<byte> content, Action<string> unmatched, Action<string, Cause> unlisted)
    {
        var sources = new List<string>();
        foreach (var line in Lines(content))
        {
            var pattern = line.Trim();
            if (pattern.Length == 0 || pattern[0] == '#')
                continue;
            var isReported = false;
            var found = ExistingPaths.Find(pattern, (folder, cause) =>
            {
                isReported = true;
                unlisted(folder, cause);
            });
            if (found.Count == 0 && !isReported)
                unmatched(pattern);
            sources.AddRange(found);
        }

        return sources;
    }

    /// <summary>One path per line, taken literally; empty lines are ignored.</summary>
    public static IReadOnlyList<string> ParseVerbatim(ReadOnlySpan<byte> content) => [.. Lines(content).Where(line => line.Length > 0)];

    /// <summary>Paths that each end with a NUL; an empty one, or a last one without it, is <see cref="Failure.Usage"/>.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: the list is truncated, or a name is empty.</exception>
    public static IReadOnlyList<string> ParseRaw(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty)
            return [];
        if (content[^1] != 0)
            throw new ArchivistException(new SourceListTruncated());
        var names = PathText.Of(content[..^1]).Split('\0');
        return names.Contains("") ? throw new ArchivistException(new SourceListEmptyName()) : names;
    }

    private static IEnumerable<string> Lines(ReadOnlySpan<byte> content) =>
        PathText.Of(ListText.Decode(content)).Split('\n').Select(line => line.EndsWith('\r') ? line[..^1] : line);
}
