namespace Archivist.Repository.Patterns;

/// <summary>The names in an absolute path, found without copying.</summary>
internal readonly ref struct PathParts
{
    private readonly ReadOnlySpan<byte> _path;
    private readonly ReadOnlySpan<int> _ends;

    private PathParts(ReadOnlySpan<byte> path, ReadOnlySpan<int> ends)
    {
        _path = path;
        _ends = ends;
    }

    internal int Count => _ends.Length;

    internal ReadOnlySpan<byte> this[int index] => _path[(index == 0 ? 1 : _ends[index - 1] + 1).._ends[index]];

    /// <summary>An upper bound of the number of names in a path.</summary>
    internal static int CountOf(ReadOnlySpan<byte> path) => path.Count((byte)'/');

    /// <param name="path">Begins with <c>/</c>, has no empty names and does not end with <c>/</c>; empty for the root.</param>
    /// <param name="ends">Room for <see cref="CountOf"/> numbers; must live as long as the result.</param>
    internal static PathParts Split(ReadOnlySpan<byte> path, Span<int> ends)
    {
        var count = 0;
        for (var i = 1; i < path.Length; i++)
        {
            if (path[i] == '/')
                ends[count++] = i;
        }

        if (path.Length > 1)
            ends[count++] = path.Length;
        return new PathParts(path, ends[..count]);
    }
}
