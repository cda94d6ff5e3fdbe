using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Trees;
using Archivist.Repository.Walking;

namespace Archivist.Restore.Finding;

/// <summary>
/// Searches snapshots one after the other. A directory that is the same in several of them, at the same place, is searched once.
/// Not thread-safe.
/// </summary>
/// <param name="repository">Where the snapshots lie.</param>
/// <param name="wanted">What is sought.</param>
public sealed class SnapshotSearch(IndexedRepository repository, ISearchCriterion wanted)
{
    /// <summary>The number of found entries remembered for the next snapshot; beyond it, only directories without matches are remembered.</summary>
    private const int MostRemembered = 200_000;

    private readonly Dictionary<Digest, IReadOnlyList<FoundEntry>> _known = [];
    private int _remembered;

    /// <summary>What is found in a snapshot, in the order of paths.</summary>
    public Task<IReadOnlyList<FoundEntry>> SearchAsync(Snapshot snapshot, CancellationToken cancellationToken) =>
        SearchAsync(snapshot.Tree, [], 0, new WalkLimit(repository, snapshot.Tree), cancellationToken);

    private async Task<IReadOnlyList<FoundEntry>> SearchAsync(
        BlobId tree, byte[] folder, int depth, WalkLimit limit, CancellationToken cancellationToken)
    {
        if (depth % 64 == 63)
            await Task.Yield();
        var key = KeyOf(tree, folder);
        if (_known.TryGetValue(key, out var known))
            return known;
        var found = new List<FoundEntry>();
        var nodes = await repository.ReadTreeAsync(tree, cancellationToken);
        await limit.PassAsync(nodes.Count, cancellationToken);
        foreach (var node in nodes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var path = DisplayPath.Join(folder, node.Name);
            var entry = new TreeEntry(path, node);
            if (wanted.Matches(entry))
                found.Add(new FoundEntry(entry, tree));
            if (node.Subtree is not { } subtree || !wanted.MayMatchBelow(path))
                continue;
            WalkLimit.ThrowIfTooDeep(path);
            found.AddRange(await SearchAsync(subtree, path, depth + 1, limit, cancellationToken));
        }

        if (_remembered + found.Count <= MostRemembered)
        {
            _known[key] = found.Count == 0 ? [] : found;
            _remembered += found.Count;
        }

        return found;
    }

    private static Digest KeyOf(BlobId tree, byte[] folder)
    {
        var key = new byte[Digest.Size + folder.Length];
        tree.Value.WriteTo(key);
        folder.CopyTo(key, Digest.Size);
        return Digest.Of(key);
    }
}
