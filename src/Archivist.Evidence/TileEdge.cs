using Archivist.Repository.Crypto;

namespace Archivist.Evidence;

/// <summary>
/// The right edge of a tree: the unfinished tile of every level, which is all that growing and the root need.
/// </summary>
internal sealed class TileEdge
{
    private readonly List<List<Digest>> _levels;

    internal TileEdge(long size, IEnumerable<IReadOnlyList<Digest>> levels) =>
        (Size, _levels) = (size, [.. levels.Select(level => level.ToList())]);

    internal long Size { get; private set; }

    /// <summary>How wide the unfinished tile of each level is in a tree of this size, lowest level first.</summary>
    internal static IReadOnlyList<int> WidthsAt(long size)
    {
        var widths = new List<int>();
        for (; size > 0; size /= TilePath.Width)
            widths.Add((int)(size % TilePath.Width));
        return widths;
    }

    /// <summary>Adds one leaf and returns the tiles that it finished, lowest first.</summary>
    internal IReadOnlyList<FinishedTile> Add(Digest leaf)
    {
        var finished = new List<FinishedTile>();
        var number = Size / TilePath.Width;
        Size++;
        for (var (level, hash) = (0, leaf); ; level++, number /= TilePath.Width)
        {
            if (level == _levels.Count)
                _levels.Add([]);
            var tile = _levels[level];
            tile.Add(hash);
            if (tile.Count < TilePath.Width)
                return finished;
            finished.Add(new FinishedTile(level, number, [.. tile]));
            hash = MerkleTree.Root([.. tile]);
            tile.Clear();
        }
    }

    /// <summary>The unfinished tiles that are not empty.</summary>
    internal IEnumerable<FinishedTile> Unfinished()
    {
        var number = Size / TilePath.Width;
        for (var level = 0; level < _levels.Count; level++, number /= TilePath.Width)
        {
            if (_levels[level].Count > 0)
                yield return new FinishedTile(level, number, [.. _levels[level]]);
        }
    }

    /// <summary>
    /// The root: the edge is a row of perfect subtrees, the greatest first, and each is joined with everything to its right.
    /// </summary>
    internal Digest Root()
    {
        var subtrees = new List<Digest>();
        foreach (var level in Enumerable.Reverse(_levels))
        {
            var rest = level.ToArray().AsSpan();
            for (var power = TilePath.Width / 2; power > 0; power /= 2)
            {
                if ((level.Count & power) == 0)
                    continue;
                subtrees.Add(MerkleTree.Root(rest[..power]));
                rest = rest[power..];
            }
        }

        if (subtrees.Count == 0)
            return MerkleTree.EmptyRoot;
        var root = subtrees[^1];
        foreach (var left in Enumerable.Reverse(subtrees).Skip(1))
            root = MerkleTree.NodeHash(left, root);
        return root;
    }

    /// <summary>One tile with its place.</summary>
    internal sealed record FinishedTile(int Level, long Number, IReadOnlyList<Digest> Hashes)
    {
        internal string Path => TilePath.Tile(Level, Number, Hashes.Count);

        internal byte[] ToBytes()
        {
            var bytes = new byte[Hashes.Count * Digest.Size];
            for (var i = 0; i < Hashes.Count; i++)
                Hashes[i].WriteTo(bytes.AsSpan(i * Digest.Size));
            return bytes;
        }
    }
}
