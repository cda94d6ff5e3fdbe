using Archivist.Repository.Stores;

namespace Archivist.Replicas.Synchronizing;

/// <summary>
/// What one target lacks of one kind, in the order in which it takes it: what the window holds, then what comes next in the list, then what it missed in the window. Guarded by
/// the lock of the <see cref="SharedReads"/> once it is registered there.
/// </summary>
internal sealed class TargetQueue(KindBoard board, IObjectStore target)
{
    private readonly TransferState[] _states = new TransferState[board.Objects.Count];
    private readonly Queue<int> _postponed = new();
    private int _next;

    internal KindBoard Board => board;

    internal IObjectStore Target => target;

    /// <summary>Objects of the window that wait for this target, the oldest first; some may have been dropped or postponed since.</summary>
    internal Queue<SharedObject> Waiting { get; } = new();

    /// <summary>Bytes of objects of the window that this target is taking.</summary>
    internal long BytesInUse { get; set; }

    /// <summary>True once the target has ended: it lacks nothing any more.</summary>
    internal bool HasEnded { get; set; }

    internal TransferState StateOf(int index) => HasEnded ? TransferState.Held : _states[index];

    /// <summary>Whether the target had an object when it was listed, or has taken it since.</summary>
    internal bool Holds(int index) => _states[index] is TransferState.Held;

    internal bool Lacks(int index) => StateOf(index) is TransferState.Missing or TransferState.Postponed;

    internal void Set(int index, TransferState state) => _states[index] = state;

    /// <summary>Leaves an object of the window for later.</summary>
    internal void Postpone(int index)
    {
        _states[index] = TransferState.Postponed;
        _postponed.Enqueue(index);
    }

    /// <summary>The next object to take that is not waiting in the window; null when none is left.</summary>
    internal int? Peek()
    {
        while (_next < _states.Length && _states[_next] is not TransferState.Missing)
            _next++;
        if (_next < _states.Length)
            return _next;
        while (_postponed.TryPeek(out var index))
        {
            if (_states[index] is TransferState.Postponed)
                return index;
            _postponed.Dequeue();
        }

        return null;
    }
}
