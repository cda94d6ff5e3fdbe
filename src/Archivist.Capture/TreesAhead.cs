using Archivist.Repository;

namespace Archivist.Capture;

/// <summary>
/// Reads the next few folders of a folder before somebody enters them, so that a walk in the order of names seldom waits. Not thread-safe.
/// </summary>
internal sealed class TreesAhead(IndexedRepository repository, IReadOnlyList<Node> nodes)
{
    /// <summary>Two keep another processor busy; more would only be memory.</summary>
    private const int FoldersAhead = 2;

    private readonly Queue<(BlobId Tree, Task<IReadOnlyList<Node>> Nodes)> _ahead = new();
    private int _next;

    /// <summary>Begins with the folders from the entry with this number on, as far as there is room.</summary>
    internal void Begin(int position, CancellationToken cancellationToken)
    {
        _next = Math.Max(_next, position);
        for (; _ahead.Count < FoldersAhead && _next < nodes.Count; _next++)
        {
            if (nodes[_next].Subtree is { } tree)
                _ahead.Enqueue((tree, Task.Run(() => repository.ReadTreeAsync(tree, cancellationToken), cancellationToken)));
        }
    }

    /// <summary>The entries of the folder with this number; folders before it that nobody entered are passed over.</summary>
    internal async Task<IReadOnlyList<Node>> ReadAsync(int position, BlobId tree, CancellationToken cancellationToken)
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
