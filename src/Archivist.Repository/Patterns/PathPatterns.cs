using System.Buffers;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;

namespace Archivist.Repository.Patterns;


/// <summary>
/// A list of patterns over absolute paths, in restic's language (docs/cli.md, "Patterns"). Later ones win where they are negated.
/// Immutable and thread-safe; matching allocates nothing unless the case of letters is ignored.
/// </summary>
public sealed class PathPatterns
{
    private const int OrdinaryDepth = 64;

    private readonly PathPattern[] _patterns;
    private readonly bool _ignoresCase;
    private readonly bool _hasNegated;

    private PathPatterns(PathPattern[] patterns, bool ignoresCase)
    {
        _patterns = patterns;
        _ignoresCase = ignoresCase;
        _hasNegated = Array.Exists(patterns, pattern => pattern.IsNegated);
    }

    /// <summary>Covers nothing.</summary>
    public static PathPatterns None { get; } = new([], false);

    /// <summary>Without any pattern.</summary>
    public bool IsEmpty => _patterns.Length == 0;

    /// <summary>Reads patterns; empty ones are passed over, a malformed one is <see cref="Failure.Usage"/>.</summary>
    public static PathPatterns Parse(IEnumerable<string> patterns, bool ignoresCase = false) =>
        Parse(patterns.Select(pattern => PathText.BytesOf(pattern)), ignoresCase);

    /// <summary>The same with patterns as bytes, for names that are not text.</summary>
    public static PathPatterns Parse(IEnumerable<byte[]> patterns, bool ignoresCase = false)
    {
        var parsed = patterns.Where(pattern => pattern.Length > 0)
            .Select(pattern => PathPattern.Parse(ignoresCase ? LetterCase.Lower(pattern) : pattern)).ToArray();
        return parsed.Length == 0 ? None : new PathPatterns(parsed, ignoresCase);
    }

    /// <summary>True when the patterns cover the path: one names it or a directory above it, and none behind takes that back.</summary>
    /// <param name="path">Begins with <c>/</c>, without empty names.</param>
    public bool Cover(ReadOnlySpan<byte> path)
    {
        if (_patterns.Length == 0)
            return false;
        var sought = _ignoresCase ? LetterCase.Lower(path) : path;
        var depth = PathParts.CountOf(sought);
        var parts = PathParts.Split(sought, depth <= OrdinaryDepth ? stackalloc int[OrdinaryDepth] : new int[depth]);
        var isCovered = false;
        foreach (var pattern in _patterns)
        {
            // Only a pattern that would change the answer is asked.
            if (pattern.IsNegated == isCovered && pattern.Matches(parts))
                isCovered = !pattern.IsNegated;
            if (isCovered && !_hasNegated)
                return true;
        }

        return isCovered;
    }

    /// <summary>True when something below this directory can be covered.</summary>
    public bool MayCoverBelow(ReadOnlySpan<byte> folder)
    {
        var sought = _ignoresCase ? LetterCase.Lower(folder) : folder;
        var depth = PathParts.CountOf(sought);
        var parts = PathParts.Split(sought, depth <= OrdinaryDepth ? stackalloc int[OrdinaryDepth] : new int[depth]);
        foreach (var pattern in _patterns)
        {
            if (!pattern.IsNegated && pattern.MayMatchBelow(parts))
                return true;
        }

        return false;
    }
}
