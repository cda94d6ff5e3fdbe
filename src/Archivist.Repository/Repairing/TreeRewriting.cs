using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Trees;
using Archivist.Repository.Walking;
using Archivist.Repository.Writing;

namespace Archivist.Repository.Repairing;

/// <summary>Finds losses below a directory and rewrites it without them. Shared directories are examined once. Not thread-safe.</summary>
internal sealed class TreeRewriting(IndexedRepository repository)
{
    private readonly Dictionary<BlobId, TreeState> _states = [];
    private readonly Dictionary<BlobId, BlobId> _rewritten = [];

    /// <summary>Says what is left, and adds a sentence for each path that is lost.</summary>
    internal Task<TreeState> InspectAsync(BlobId tree, List<string> losses, CancellationToken cancellationToken) =>
        InspectAsync(tree, "/", losses, new WalkLimit(repository, tree), 0, cancellationToken);

    private async Task<TreeState> InspectAsync(
        BlobId tree, string path, List<string> losses, WalkLimit limit, int depth, CancellationToken cancellationToken)
    {
        if (depth % 64 == 63)
            await Task.Yield();
        // A damaged directory is walked again for each snapshot, for its losses have to be named for each.
        if (_states.TryGetValue(tree, out var known) && known is TreeState.Whole)
            return known;
        if (await TryReadAsync(tree, cancellationToken) is not { } nodes)
        {
            losses.Add($"{path}: the folder cannot be read");
            return _states[tree] = TreeState.Unreadable;
        }

        await limit.PassAsync(nodes.Count, cancellationToken);
        var state = TreeState.Whole;
        foreach (var node in nodes)
        {
            // Of what lies deeper than any path that is followed, the directory above is named.
            var at = path.Length > WalkLimit.LongestPath ? path : path == "/" ? $"/{node.Name}" : $"{path}/{node.Name}";
            var missing = node.Content.Count(blob => !repository.HasData(blob));
            if (missing > 0)
            {
                losses.Add($"{at}: {missing} of {node.Content.Count} pieces are missing");
                state = TreeState.Damaged;
            }

            if (node.Subtree is { } subtree && await InspectAsync(subtree, at, losses, limit, depth + 1, cancellationToken) is not TreeState.Whole)
                state = TreeState.Damaged;
        }

        return _states[tree] = state;
    }

    /// <summary>The directory without what is lost; itself when nothing is.</summary>
    internal Task<BlobId> RewriteAsync(BlobId tree, RepositoryWriter writer, CancellationToken cancellationToken) =>
        RewriteAsync(tree, writer, 0, cancellationToken);

    private async Task<BlobId> RewriteAsync(BlobId tree, RepositoryWriter writer, int depth, CancellationToken cancellationToken)
    {
        if (depth % 64 == 63)
            await Task.Yield();
        if (_states.TryGetValue(tree, out var state) && state is TreeState.Whole)
            return tree;
        if (_rewritten.TryGetValue(tree, out var known))
            return known;
        var nodes = await TryReadAsync(tree, cancellationToken) ?? [];
        var kept = new List<Node>();
        foreach (var node in nodes)
        {
            var subtree = node.Subtree is { } below ? await RewriteAsync(below, writer, depth + 1, cancellationToken) : (BlobId?)null;
            kept.Add(WithoutLosses(node) with { Subtree = subtree });
        }

        return _rewritten[tree] = await writer.AddTreeAsync(kept, cancellationToken);
    }

    private Node WithoutLosses(Node node)
    {
        List<BlobId> there = [.. node.Content.Where(repository.HasData)];
        return there.Count == node.Content.Count ? node : node with
        {
            Content = there,
            Size = (ulong)there.Sum(blob => repository.FindDataLength(blob) ?? 0),
            Error = $"{node.Content.Count - there.Count} of {node.Content.Count} pieces were lost",
        };
    }

    private async Task<IReadOnlyList<Node>?> TryReadAsync(BlobId tree, CancellationToken cancellationToken)
    {
        try
        {
            return await repository.ReadTreeAsync(tree, cancellationToken);
        }
        catch (ArchivistException cause) when (cause.Failure is Failure.DataLoss or Failure.Tampering)
        {
            return null;
        }
    }
}
