using Archivist.Repository.Stores;

namespace Archivist.Replicas.Synchronizing;

/// <summary>
/// An object that is read once for several targets, in pieces of memory. Its bytes can be borrowed once it was compared with its name, until it is dropped. <see cref="Users"/>,
/// <see cref="IsLoaded"/> and <see cref="IsDropped"/> belong to the lock of the <see cref="SharedReads"/>; the rest is thread-safe.
/// </summary>
/// <param name="board">The objects of its kind.</param>
/// <param name="index">Which of them it is.</param>
/// <param name="begunAt">The number of bytes that were begun before it.</param>
internal sealed class SharedObject(KindBoard board, int index, long begunAt)
{
    /// <summary>Bytes in a piece; the last one may be shorter.</summary>
    internal const int PieceLength = 1 << 20;

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[][]? _pieces;
    private int _borrowed;

    internal KindBoard Board => board;

    internal int Index => index;

    internal long BegunAt => begunAt;

    internal StoredObject Item => board.Objects[index];

    /// <summary>Completes when the bytes are there and good; fails with what the sources failed with.</summary>
    internal Task Loaded => _loaded.Task;

    /// <summary>Reading it; never fails, and has ended once <see cref="IsLoaded"/>.</summary>
    internal Task Reading { get; set; } = Task.CompletedTask;

    /// <summary>Targets that are taking it.</summary>
    internal List<TargetQueue> Users { get; } = [];

    /// <summary>True once reading it has ended, however.</summary>
    internal bool IsLoaded { get; set; }

    /// <summary>True once it has left the window.</summary>
    internal bool IsDropped { get; set; }

    /// <summary>The store that gave the bytes; null until they are there.</summary>
    internal IObjectSource? Source { get; private set; }

    internal void Complete(byte[][] pieces, IObjectSource source)
    {
        lock (_gate)
            (_pieces, Source) = (pieces, source);
        _loaded.SetResult();
    }

    internal void Fail(Exception failure)
    {
        _loaded.SetException(failure);
        // Every target that waits for it observes this; there may be none left.
        _ = _loaded.Task.Exception;
    }

    /// <summary>Lends the bytes from an offset to the end of their piece; they stay as they are until <see cref="Return"/>. False when the object has left the window.</summary>
    internal bool TryBorrow(long offset, out ReadOnlyMemory<byte> bytes)
    {
        lock (_gate)
        {
            if (_pieces is null)
            {
                bytes = default;
                return false;
            }

            _borrowed++;
            bytes = _pieces[offset / PieceLength].AsMemory((int)(offset % PieceLength));
            return true;
        }
    }

    /// <summary>Ends a loan.</summary>
    internal void Return()
    {
        lock (_gate)
            _borrowed--;
    }

    /// <summary>Lets go of the bytes.</summary>
    /// <returns>The pieces, for other objects; none while some are lent, for a request that was given up may still be sending them.</returns>
    internal byte[][] Drop()
    {
        lock (_gate)
        {
            var pieces = _pieces;
            _pieces = null;
            return _borrowed == 0 && pieces is not null ? pieces : [];
        }
    }
}
