using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Problems;

namespace Archivist.Repository.Patterns;

/// <summary>
/// One pattern over whole paths, in restic's language: names joined by <c>/</c>, with <c>**</c> for any number of directories. With a
/// leading <c>/</c> it counts from the root, otherwise from any directory. It covers what it names and everything below. Immutable.
/// </summary>
internal sealed class PathPattern
{
    private readonly bool _isAnchored;
    private readonly NamePattern[][] _runs;

    private PathPattern(bool isAnchored, bool isNegated, NamePattern[][] runs)
    {
        _isAnchored = isAnchored;
        IsNegated = isNegated;
        _runs = runs;
    }

    /// <summary>Written with a leading <c>!</c>: takes back what earlier patterns covered.</summary>
    internal bool IsNegated { get; }

    /// <summary>Reads a pattern; one that is malformed is <see cref="Failure.Usage"/>.</summary>
    internal static PathPattern Parse(ReadOnlySpan<byte> text)
    {
        var whole = text;
        var isNegated = text[0] == '!';
        if (isNegated)
            text = text[1..];
        var isAnchored = !text.IsEmpty && text[0] == '/';
        var parts = Clean(text, isAnchored);
        var runs = new List<NamePattern[]>();
        var run = new List<NamePattern>();
        foreach (var part in parts)
        {
            if (part is [(byte)'*', (byte)'*'])
            {
                runs.Add([.. run]);
                run.Clear();
            }
            else
                run.Add(NamePattern.TryParse(part) ?? throw Malformed(whole));
        }

        runs.Add([.. run]);
        return new PathPattern(isAnchored, isNegated, [.. runs]);
    }

    /// <summary>True when the pattern names this path or a directory above it.</summary>
    internal bool Matches(PathParts path)
    {
        var from = 0;
        for (var i = 0; i < _runs.Length; i++)
        {
            // The first place where a run of names fits is the best one, for the rest of the path is free.
            var at = i == 0 && _isAnchored ? (Fits(_runs[0], path, 0) ? 0 : -1) : Find(_runs[i], path, from);
            if (at < 0)
                return false;
            from = at + _runs[i].Length;
        }

        // A path of nothing but ** still needs a name to cover.
        return path.Count > 0;
    }

    /// <summary>True when something below this directory can be what the pattern names.</summary>
    internal bool MayMatchBelow(PathParts folder)
    {
        if (!_isAnchored)
            return true;
        for (var i = 0; i < _runs[0].Length && i < folder.Count; i++)
        {
            if (!_runs[0][i].Matches(folder[i]))
                return false;
        }

        return true;
    }

    private static int Find(NamePattern[] run, PathParts path, int from)
    {
        for (var at = from; at + run.Length <= path.Count; at++)
        {
            if (Fits(run, path, at))
                return at;
        }

        return -1;
    }

    private static bool Fits(NamePattern[] run, PathParts path, int at)
    {
        if (at + run.Length > path.Count)
            return false;
        for (var i = run.Length - 1; i >= 0; i--)
        {
            if (!run[i].Matches(path[at + i]))
                return false;
        }

        return true;
    }

    /// <summary>The parts without empty ones and <c>.</c>, and with <c>..</c> taken back where it can be.</summary>
    private static List<byte[]> Clean(ReadOnlySpan<byte> text, bool isAnchored)
    {
        var parts = new List<byte[]>();
        foreach (var range in text.Split((byte)'/'))
        {
            var part = text[range];
            if (part.IsEmpty || part.SequenceEqual("."u8))
                continue;
            var isUp = part.SequenceEqual(".."u8);
            if (isUp && parts.Count > 0 && parts[^1] is not [(byte)'.', (byte)'.'])
                parts.RemoveAt(parts.Count - 1);
            else if (!isUp || !isAnchored)
                parts.Add(part.ToArray());
        }

        // "." alone, which is no name that a directory can hold.
        if (parts.Count == 0 && !isAnchored)
            parts.Add([(byte)'.']);
        return parts;
    }

    private static ArchivistException Malformed(ReadOnlySpan<byte> pattern) =>
        new(new PatternInvalid(new FileName(pattern.ToArray()).ToString()));
}
