using Archivist.Platform.FileSystem;
using Archivist.Repository.Ids;
using Archivist.Repository.Trees;

namespace Archivist.Capture.Capturing;

/// <summary>
/// A directory on its way into the snapshot: its entries arrive in any order and from any thread, and the last one to arrive says so.
/// An excluded entry arrives as null.
/// </summary>
internal sealed class FolderDraft
{
    private readonly Node?[] _nodes;
    private readonly ParentFolder _known;
    private int _awaited;
    private int _readings = 1;

    /// <param name="parent">The directory around it; null for the root.</param>
    /// <param name="place">Its place among the parent's entries.</param>
    /// <param name="node">The directory's own node, without its tree.</param>
    /// <param name="folder">Closed when the walk and every reading that began has ended.</param>
    /// <param name="path">For messages and patterns.</param>
    /// <param name="count">Number of entries that will arrive.</param>
    /// <param name="known">The same directory in the parent snapshot.</param>
    internal FolderDraft(FolderDraft? parent, int place, Node? node, Folder folder, byte[] path, int count, ParentFolder known)
    {
        _known = known;
        (Parent, Place, Node, Folder, Path) = (parent, place, node, folder, path);
        _nodes = new Node?[count];
        _awaited = count + 1;
    }

    internal FolderDraft? Parent { get; }

    internal int Place { get; }

    internal Node? Node { get; }

    internal Folder Folder { get; }

    internal byte[] Path { get; }

    /// <summary>The entries that are kept, once all have arrived.</summary>
    internal IEnumerable<Node> Nodes => _nodes.OfType<Node>();

    /// <summary>The parent snapshot's tree when every entry is the one that it has, once all have arrived.</summary>
    internal BlobId? UnchangedTree
    {
        get
        {
            var known = _known.Nodes;
            var next = 0;
            foreach (var node in _nodes)
            {
                if (node is null)
                    continue;
                if (next == known.Count || !ReferenceEquals(node, known[next]))
                    return null;
                next++;
            }

            return next == known.Count ? _known.Tree : null;
        }
    }

    /// <summary>True for the one that completes the directory.</summary>
    internal bool Arrive(int place, Node? node)
    {
        _nodes[place] = node;
        return Interlocked.Decrement(ref _awaited) == 0;
    }

    /// <summary>The walk is over; true when everything else has arrived already.</summary>
    internal bool EndWalk()
    {
        EndReading();
        return Interlocked.Decrement(ref _awaited) == 0;
    }

    /// <summary>Keeps the directory open until <see cref="EndReading"/>.</summary>
    internal void BeginReading() => Interlocked.Increment(ref _readings);

    internal void EndReading()
    {
        if (Interlocked.Decrement(ref _readings) == 0)
            Folder.Dispose();
    }
}
