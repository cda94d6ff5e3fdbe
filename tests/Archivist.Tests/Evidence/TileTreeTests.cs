using Archivist.Evidence;
using Archivist.Repository.Crypto;

namespace Archivist.Tests.Evidence;

public sealed class TileTreeTests
{
    private static readonly Digest[] Leaves = [.. Enumerable.Range(0, 70_000).Select(i => MerkleTree.LeafHash(BitConverter.GetBytes(i)))];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Proofs_from_tiles_are_those_of_the_RFC_at_every_size()
    {
        for (var size = 1; size <= 600; size++)
        {
            var (tree, _) = TreeOf(size);
            var root = MerkleTree.Root(Leaves.AsSpan(0, size));
            Assert.Equal(root, await tree.RootAsync(0, size, Cancellation));
            foreach (var number in Numbers(size))
            {
                Assert.Equal(MerkleTree.InclusionProof(Leaves.AsSpan(0, size), number - 1), await tree.ProveInclusionAsync(number - 1, Cancellation));
                var proof = await tree.ProveConsistencyAsync(number, Cancellation);
                Assert.Equal(ConsistencyOf(number, Leaves.AsSpan(0, size), isWhole: true), proof);
                Assert.True(MerkleTree.VerifyConsistency(number, MerkleTree.Root(Leaves.AsSpan(0, number)), size, root, proof), $"{number} of {size}");
            }
        }
    }

    [Fact]
    public void No_other_history_is_consistent()
    {
        var other = MerkleTree.LeafHash("other"u8);
        for (var size = 1; size <= 40; size++)
        {
            var root = MerkleTree.Root(Leaves.AsSpan(0, size));
            for (var older = 1; older <= size; older++)
            {
                var olderRoot = MerkleTree.Root(Leaves.AsSpan(0, older));
                var proof = ConsistencyOf(older, Leaves.AsSpan(0, size), isWhole: true);
                Assert.False(MerkleTree.VerifyConsistency(older, other, size, root, proof));
                Assert.False(MerkleTree.VerifyConsistency(older, olderRoot, size, other, proof));
                Assert.False(MerkleTree.VerifyConsistency(older, olderRoot, size, root, [.. proof, root]));
                Assert.False(MerkleTree.VerifyConsistency(0, olderRoot, size, root, proof));
                Assert.False(MerkleTree.VerifyConsistency(size + 1, olderRoot, size, root, proof));
                for (var i = 0; i < proof.Count; i++)
                {
                    Assert.False(MerkleTree.VerifyConsistency(older, olderRoot, size, root, [.. proof.Where((_, at) => at != i)]));
                    Assert.False(MerkleTree.VerifyConsistency(older, olderRoot, size, root, [.. proof.Select((hash, at) => at == i ? other : hash)]));
                }
            }
        }
    }

    [Fact]
    public async Task A_proof_in_a_tree_of_three_levels_reads_only_the_tiles_on_its_path()
    {
        var (tree, read) = TreeOf(Leaves.Length);

        Assert.Equal(MerkleTree.InclusionProof(Leaves, 12_345), await tree.ProveInclusionAsync(12_345, Cancellation));
        Assert.Equal(ConsistencyOf(54_321, Leaves, isWhole: true), await tree.ProveConsistencyAsync(54_321, Cancellation));

        // Of 274 full tiles.
        Assert.InRange(read.Count, 3, 8);
        Assert.Distinct(read);
    }

    private static (TileTree Tree, List<string> Read) TreeOf(int size)
    {
        var (tiles, edge, read) = (new Dictionary<string, IReadOnlyList<Digest>>(), new TileEdge(0, []), new List<string>());
        foreach (var tile in Leaves.Take(size).SelectMany(edge.Add).ToList().Concat(edge.Unfinished()))
            tiles.Add(tile.Path, tile.Hashes);
        return (new TileTree("ledger", size, (path, _, _) =>
        {
            read.Add(path);
            return Task.FromResult(tiles.GetValueOrDefault(path));
        }), read);
    }

    /// <summary>All of a small tree; of a greater one a few, and those beside a boundary.</summary>
    private static IEnumerable<int> Numbers(int size) =>
        size <= 64 ? Enumerable.Range(1, size) : new[] { 1, 2, 63, 64, size / 3, size / 2, 255, 256, 257, 511, 512, 513, size - 1, size }.Where(n => n <= size).Distinct();

    /// <summary>SUBPROOF of RFC 6962 2.1.2, word for word.</summary>
    private static List<Digest> ConsistencyOf(int older, ReadOnlySpan<Digest> leaves, bool isWhole)
    {
        if (older == leaves.Length)
            return isWhole ? [] : [MerkleTree.Root(leaves)];
        var split = 1;
        while (split * 2 < leaves.Length)
            split *= 2;
        return older <= split
            ? [.. ConsistencyOf(older, leaves[..split], isWhole), MerkleTree.Root(leaves[split..])]
            : [.. ConsistencyOf(older - split, leaves[split..], isWhole: false), MerkleTree.Root(leaves[..split])];
    }
}
