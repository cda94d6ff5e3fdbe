using System.Numerics;
using Archivist.Repository.Crypto;

namespace Archivist.Evidence;

/// <summary>RFC 6962 2.1: the hash tree over a list of entries, with SHA-256.</summary>
public static class MerkleTree
{
    /// <summary>The root of a tree without leaves (RFC 6962 2.1): the hash of nothing.</summary>
    public static Digest EmptyRoot { get; } = Digest.Of([]);

    /// <summary>The hash of one entry: SHA-256(0x00 || entry).</summary>
    public static Digest LeafHash(ReadOnlySpan<byte> entry) => Digest.Of([0, .. entry]);

    /// <summary>The hash of an inner node: SHA-256(0x01 || left || right).</summary>
    public static Digest NodeHash(Digest left, Digest right)
    {
        Span<byte> node = stackalloc byte[1 + 2 * Digest.Size];
        node[0] = 1;
        left.WriteTo(node[1..]);
        right.WriteTo(node[(1 + Digest.Size)..]);
        return Digest.Of(node);
    }

    /// <summary>The root over all leaves.</summary>
    public static Digest Root(ReadOnlySpan<Digest> leaves)
    {
        if (leaves.IsEmpty)
            return EmptyRoot;
        // An odd node at the end of a row rises unchanged: the same tree as the recursion of the RFC, row by row.
        var row = leaves.ToArray();
        for (var length = row.Length; length > 1; length = (length + 1) / 2)
        {
            for (var i = 0; i < length / 2; i++)
                row[i] = NodeHash(row[2 * i], row[2 * i + 1]);
            if (length % 2 == 1)
                row[length / 2] = row[length - 1];
        }

        return row[0];
    }

    /// <summary>RFC 6962 2.1.1: the nodes that, with the leaf itself, give the root; lowest first.</summary>
    public static IReadOnlyList<Digest> InclusionProof(ReadOnlySpan<Digest> leaves, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, leaves.Length);
        var proof = new List<Digest>();
        while (leaves.Length > 1)
        {
            var split = LargestPowerOfTwoBelow(leaves.Length);
            if (index < split)
            {
                proof.Add(Root(leaves[split..]));
                leaves = leaves[..split];
            }
            else
            {
                proof.Add(Root(leaves[..split]));
                leaves = leaves[split..];
                index -= split;
            }
        }

        proof.Reverse();
        return proof;
    }

    /// <summary>Whether the proof shows that the leaf is number <paramref name="index"/> of the tree (RFC 9162 2.1.3.2).</summary>
    public static bool VerifyInclusion(Digest leaf, long index, long size, IReadOnlyList<Digest> proof, Digest root)
    {
        if (index < 0 || index >= size)
            return false;
        var (position, last, hash) = (index, size - 1, leaf);
        foreach (var sibling in proof)
        {
            if (last == 0)
                return false;
            if (position % 2 == 1 || position == last)
            {
                hash = NodeHash(sibling, hash);
                // A node that rose unchanged has no sibling on the rows in between.
                while (position % 2 == 0 && position != 0)
                    (position, last) = (position / 2, last / 2);
            }
            else
            {
                hash = NodeHash(hash, sibling);
            }

            (position, last) = (position / 2, last / 2);
        }

        return last == 0 && hash == root;
    }

    /// <summary>Whether the proof shows that the newer tree begins with all leaves of the older one (RFC 9162 2.1.4.2).</summary>
    public static bool VerifyConsistency(long older, Digest olderRoot, long size, Digest root, IReadOnlyList<Digest> proof)
    {
        if (older < 1 || older > size)
            return false;
        if (older == size)
            return proof.Count == 0 && olderRoot == root;
        // An older tree that is perfect is a node of the newer one, and its root is not repeated in the proof.
        IReadOnlyList<Digest> path = BitOperations.IsPow2(older) ? [olderRoot, .. proof] : proof;
        if (path.Count == 0)
            return false;
        var (position, last) = (older - 1, size - 1);
        while (position % 2 == 1)
            (position, last) = (position / 2, last / 2);
        var (oldHash, newHash) = (path[0], path[0]);
        foreach (var sibling in path.Skip(1))
        {
            if (last == 0)
                return false;
            if (position % 2 == 1 || position == last)
            {
                (oldHash, newHash) = (NodeHash(sibling, oldHash), NodeHash(sibling, newHash));
                while (position % 2 == 0 && position != 0)
                    (position, last) = (position / 2, last / 2);
            }
            else
            {
                newHash = NodeHash(newHash, sibling);
            }

            (position, last) = (position / 2, last / 2);
        }

        return last == 0 && oldHash == olderRoot && newHash == root;
    }

    private static int LargestPowerOfTwoBelow(int number) => 1 << BitOperations.Log2((uint)number - 1);
}
