using Archivist.Evidence;
using Archivist.Repository.Crypto;

namespace Archivist.Tests.Evidence;

public sealed class MerkleTreeTests
{
    /// <summary>The eight entries with which Certificate Transparency implementations are compared, and their roots.</summary>
    private static readonly string[] Entries =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    private static readonly string[] Roots =
    [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    [Fact]
    public void Known_trees_have_their_known_roots()
    {
        var leaves = Entries.Select(entry => MerkleTree.LeafHash(Convert.FromHexString(entry))).ToArray();

        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", MerkleTree.Root([]).ToString());
        for (var size = 1; size <= leaves.Length; size++)
            Assert.Equal(Roots[size - 1], MerkleTree.Root(leaves.AsSpan(0, size)).ToString());
    }

    [Fact]
    public void The_edge_of_tiles_has_the_same_root_at_every_size()
    {
        var leaves = Leaves(70_000);
        var edge = new TileEdge(0, []);
        var finished = 0;
        for (var size = 0; size < leaves.Length; size++)
        {
            if (size < 1030 || size is 65_535 or 65_536 or 65_537)
                Assert.Equal(MerkleTree.Root(leaves.AsSpan(0, size)), edge.Root());
            finished += edge.Add(leaves[size]).Count;
        }

        Assert.Equal(MerkleTree.Root(leaves), edge.Root());
        // The example of the specification: 273 full tiles of level 0, one of level 1, and partial ones of 112, 17 and 1.
        Assert.Equal(274, finished);
        Assert.Equal([112, 17, 1], edge.Unfinished().Select(tile => tile.Hashes.Count));
        Assert.Equal([112, 17, 1], TileEdge.WidthsAt(70_000));
    }

    [Fact]
    public void Every_leaf_of_every_small_tree_can_be_proven_and_nothing_else_can()
    {
        var leaves = Leaves(40);
        for (var size = 1; size <= leaves.Length; size++)
        {
            var root = MerkleTree.Root(leaves.AsSpan(0, size));
            for (var index = 0; index < size; index++)
            {
                var proof = MerkleTree.InclusionProof(leaves.AsSpan(0, size), index);
                Assert.True(MerkleTree.VerifyInclusion(leaves[index], index, size, proof, root));
                Assert.False(MerkleTree.VerifyInclusion(leaves[(index + 1) % 40], index, size, proof, root));
                Assert.False(MerkleTree.VerifyInclusion(leaves[index], index + 1, size, proof, root));
                Assert.False(MerkleTree.VerifyInclusion(leaves[index], index, size, [.. proof, root], root));
                Assert.False(MerkleTree.VerifyInclusion(leaves[index], -1, size, proof, root));
                if (proof.Count > 0)
                    Assert.False(MerkleTree.VerifyInclusion(leaves[index], index, size, [.. proof.Skip(1)], root));
            }
        }
    }

    [Theory]
    [InlineData(0, 256, "tile/0/000")]
    [InlineData(0, 1, "tile/0/000.p/1")]
    [InlineData(1234067, 256, "tile/0/x001/x234/067")]
    [InlineData(1234067, 255, "tile/0/x001/x234/067.p/255")]
    public void Tiles_lie_where_the_specification_says(long number, int width, string path) =>
        Assert.Equal(path, TilePath.Tile(0, number, width).Replace('\\', '/'));

    private static Digest[] Leaves(int count) =>
        [.. Enumerable.Range(0, count).Select(i => MerkleTree.LeafHash(BitConverter.GetBytes(i)))];
}
