using System.Numerics;
using Archivist.Evidence.Problems;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;

namespace Archivist.Evidence;

/// <summary>
/// The hash tree of a ledger at one size, read from its tiles (C2SP tlog-tiles): a proof reads only the tiles on its path, each once. Not thread-safe.
/// </summary>
internal sealed class TileTree(string folder, long size, Func<string, int, CancellationToken, Task<IReadOnlyList<Digest>?>> read)
{
    // A tile of 256 hashes is 8 levels of the binary tree high.
    private const int Height = 8;

    private readonly Dictionary<(int Level, long Number), IReadOnlyList<Digest>> _tiles = [];

    /// <summary>RFC 6962 2.1.1, lowest first.</summary>
    internal async Task<IReadOnlyList<Digest>> ProveInclusionAsync(long index, CancellationToken cancellationToken)
    {
        var proof = new List<Digest>();
        for (var (start, end) = (0L, size); end - start > 1;)
        {
            var middle = start + LargestPowerOfTwoBelow(end - start);
            proof.Add(index < middle ? await RootAsync(middle, end, cancellationToken) : await RootAsync(start, middle, cancellationToken));
            (start, end) = index < middle ? (start, middle) : (middle, end);
        }

        proof.Reverse();
        return proof;
    }

    /// <summary>RFC 6962 2.1.2, lowest first.</summary>
    internal async Task<IReadOnlyList<Digest>> ProveConsistencyAsync(long older, CancellationToken cancellationToken)
    {
        var proof = new List<Digest>();
        var (start, end) = (0L, size);
        while (end != older)
        {
            var middle = start + LargestPowerOfTwoBelow(end - start);
            proof.Add(older <= middle ? await RootAsync(middle, end, cancellationToken) : await RootAsync(start, middle, cancellationToken));
            (start, end) = older <= middle ? (start, middle) : (middle, end);
        }

        // The verifier knows the root of the whole older tree, and of no other subtree.
        if (start > 0)
            proof.Add(await RootAsync(start, end, cancellationToken));
        proof.Reverse();
        return proof;
    }

    /// <summary>The root over a range of leaves that starts at a multiple of the power of two at or above its length.</summary>
    internal async Task<Digest> RootAsync(long start, long end, CancellationToken cancellationToken)
    {
        if (start == end)
            return MerkleTree.EmptyRoot;
        if (BitOperations.IsPow2(end - start))
            return await PerfectRootAsync(start, BitOperations.Log2((ulong)(end - start)), cancellationToken);
        var middle = start + LargestPowerOfTwoBelow(end - start);
        return MerkleTree.NodeHash(await RootAsync(start, middle, cancellationToken), await RootAsync(middle, end, cancellationToken));
    }

    private async Task<Digest> PerfectRootAsync(long start, int height, CancellationToken cancellationToken)
    {
        var level = height / Height;
        var position = start >> (level * Height);
        var tile = await ReadAsync(level, position / TilePath.Width, cancellationToken);
        return MerkleTree.Root([.. tile.Skip((int)(position % TilePath.Width)).Take(1 << (height % Height))]);
    }

    private async Task<IReadOnlyList<Digest>> ReadAsync(int level, long number, CancellationToken cancellationToken)
    {
        if (_tiles.TryGetValue((level, number), out var known))
            return known;
        var width = (int)Math.Min(TilePath.Width, (size >> (level * Height)) - number * TilePath.Width);
        var path = TilePath.Tile(level, number, width);
        return _tiles[(level, number)] = await read(path, width, cancellationToken) ?? throw new ArchivistException(new LedgerFileDamaged(folder, path));
    }

    private static long LargestPowerOfTwoBelow(long number) => 1L << BitOperations.Log2((ulong)number - 1);
}
