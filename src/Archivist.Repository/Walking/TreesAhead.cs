using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Trees;

namespace Archivist.Repository.Walking;

/// <summary>
/// Reads the next few directories of a directory before the walk enters them, so that a walk in the order of names seldom waits. Not thread-safe.
/// </summary>
/// <param name="repository">Where the trees are read from.</param>
/// <param name="nodes">The entries of the directory, in the order of the walk.</param>
public sealed class TreesAhead(IndexedRepository repository, IReadOnlyList<Node> nodes)
{
    /// <summary>Two keep another processor busy; more would only be memory.</summary>
    private const int FoldersAhead = 2;

    private readonly Queue<(BlobId Tree, Task<IReadOnlyList<Node>> Nodes)> _ahead = new();
    private int _next;

    /// <summary>Starts reading the directories from entry <paramref name="position"/> on, as far as there is room.</summary>
    public void Begin(int position, CancellationToken cancellationToken)
    {
        _next = Math.Max(_next, position);
        for (; _ahead.Count < FoldersAhead && _next < nodes.Count; _next++)
        {
            if (nodes[_next].Subtree is { } tree)
                _ahead.Enqueue((tree, Task.Run(() => repository.ReadTreeAsync(tree, cancellationToken), cancellationToken)));
        }
    }

    /// <summary>The entries of the directory at <paramref name="position"/>; directories before it that were not entered are passed over.</summary>
    public async Task<IReadOnlyList<Node>> ReadAsync(int position, BlobId tree, CancellationToken cancellationToken)
    {
        Begin(position, cancellationToken);
        while (_ahead.TryDequeue(out var ahead))
        {
            if (ahead.Tree != tree)
                continue;
            Begin(position + 1, cancellationToken);
            return await ahead.Nodes;
        }

        return await repository.ReadTreeAsync(tree, cancellationToken);
    }
}
