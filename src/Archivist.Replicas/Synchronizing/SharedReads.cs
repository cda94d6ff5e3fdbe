using Archivist.Repository.Stores;

namespace Archivist.Replicas.Synchronizing;

/// <summary>
/// Hands out what targets lack. An object that several lack is read once, into a window of memory, and handed to the queue of each. The window is bounded: when it is full, its
/// oldest objects leave it, also while a target that fell behind is taking them; that target reads them from a store again. So no target waits for another one. Thread-safe.
/// </summary>
/// <param name="sources">Where objects are read.</param>
/// <param name="capacity">Bytes of objects in memory.</param>
/// <param name="stop">Stops the reads under way.</param>
internal sealed class SharedReads(ObjectSources sources, long capacity, CancellationToken stop) : IAsyncDisposable
{
    /// <summary>Bytes that an object counts for at least: many small ones have a price too.</summary>
    private const int LeastCharge = 4096;

    private readonly Lock _gate = new();
    private readonly LinkedList<SharedObject> _window = new();
    private readonly Stack<byte[]> _free = new();
    private readonly SemaphoreSlim _turns = new(sources.MaxConcurrency);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _used, _begun;

    /// <summary>Takes in what a target lacks of one kind. What the window holds of it goes to its queue.</summary>
    internal void Register(TargetQueue queue)
    {
        lock (_gate)
        {
            queue.Board.Awaited--;
            queue.Board.Queues.Add(queue);
            foreach (var shared in _window)
            {
                if (shared.Board == queue.Board)
                    Offer(shared, queue);
            }

            Pulse();
        }
    }

    /// <summary>A target has ended: it lacks nothing any more of the kinds that it listed, and the others are not listed.</summary>
    internal void End(IEnumerable<TargetQueue> queues, IEnumerable<KindBoard> unlisted)
    {
        lock (_gate)
        {
            foreach (var queue in queues)
                queue.HasEnded = true;
            foreach (var board in unlisted)
                board.Awaited--;
            for (var node = _window.First; node is not null;)
            {
                var shared = node.Value;
                node = node.Next;
                DropUnneeded(shared);
            }

            Pulse();
        }
    }

    /// <summary>The next object that a target should take: from the window, or to be read by itself. Null when none is left.</summary>
    /// <remarks>Waits only for reads, and for objects that this target is taking.</remarks>
    internal async ValueTask<Transfer?> NextAsync(TargetQueue queue, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (TryNext(queue, out var transfer))
                    return transfer;
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>A target has taken an object, or failed to.</summary>
    internal void Finish(TargetQueue queue, Transfer transfer, bool isHeld)
    {
        lock (_gate)
        {
            if (isHeld)
                queue.Set(transfer.Index, TransferState.Held);
            if (transfer.Shared is not { } shared)
                return;
            shared.Users.Remove(queue);
            queue.BytesInUse -= shared.Item.Length;
            DropUnneeded(shared);
            Pulse();
        }
    }

    /// <summary>Reads an object from the store that is expected to give it soonest, as its name says. When one does not, the next stands in; targets that are still to be listed may have it, too.</summary>
    /// <param name="board">The objects of its kind.</param>
    /// <param name="index">Which of them it is.</param>
    /// <param name="read">Reads it; fails with <see cref="ContentFailureException"/> when the store is at fault.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ContentFailureException">No store gives it; this is what the source failed with.</exception>
    internal async Task ReadAsync(KindBoard board, int index, Func<IObjectSource, Task> read, CancellationToken cancellationToken)
    {
        var tried = new Dictionary<IObjectSource, Exception>();
        while (true)
        {
            IObjectSource? store;
            bool isAwaited;
            Task changed;
            lock (_gate)
            {
                store = sources.FindFastest(board.Objects[index].Length, board.Queues.Where(queue => queue.Holds(index)).Select(queue => queue.Target), tried);
                (isAwaited, changed) = (board.Awaited > 0, _changed.Task);
            }

            if (store is null)
            {
                if (!isAwaited)
                    throw new ContentFailureException(sources.FailureOf(tried));
                await changed.WaitAsync(cancellationToken);
                continue;
            }

            try
            {
                await read(store);
                sources.Report(board.Objects[index], tried);
                return;
            }
            catch (ContentFailureException failure)
            {
                tried[store] = failure.InnerException!;
            }
        }
    }

    /// <summary>Waits for the reads under way.</summary>
    public async ValueTask DisposeAsync()
    {
        Task[] reads;
        lock (_gate)
            reads = [.. _window.Select(shared => shared.Reading)];
        await Task.WhenAll(reads);
        _turns.Dispose();
    }

    private bool TryNext(TargetQueue queue, out Transfer? transfer)
    {
        transfer = null;
        while (queue.Waiting.TryPeek(out var waiting))
        {
            var isQueued = !waiting.IsDropped && queue.StateOf(waiting.Index) is TransferState.Queued;
            if (isQueued && queue.Waiting.Count > 1 && _begun - waiting.BegunAt > capacity / 2)
            {
                // It is about to leave the window: what came later can still be taken whole.
                queue.Postpone(waiting.Index);
                DropUnneeded(waiting);
                isQueued = false;
            }

            if (!isQueued)
            {
                queue.Waiting.Dequeue();
                continue;
            }

            if (!MayTake(queue, waiting.Item.Length))
                return false;
            queue.Waiting.Dequeue();
            transfer = Take(queue, waiting);
            return true;
        }

        if (queue.Peek() is not { } index)
            return true;
        var item = queue.Board.Objects[index];
        if (item.Length > capacity / 2 || !queue.Board.IsLackedByOthers(index, queue))
        {
            queue.Set(index, TransferState.Taken);
            transfer = new Transfer(index, item, null);
            return true;
        }

        if (!MayTake(queue, item.Length) || !TryMakeRoom(queue, item.Length))
            return false;
        transfer = Take(queue, Begin(queue.Board, index));
        return true;
    }

    /// <summary>A target takes a quarter of the window at a time, so that several can.</summary>
    private bool MayTake(TargetQueue queue, long length) => queue.BytesInUse == 0 || queue.BytesInUse + length <= capacity / 4;

    private static Transfer Take(TargetQueue queue, SharedObject shared)
    {
        queue.Set(shared.Index, TransferState.Taken);
        queue.BytesInUse += shared.Item.Length;
        shared.Users.Add(queue);
        return new Transfer(shared.Index, shared.Item, shared);
    }

    private SharedObject Begin(KindBoard board, int index)
    {
        var shared = new SharedObject(board, index, _begun);
        _window.AddLast(shared);
        _used += Charge(shared);
        _begun += Charge(shared);
        foreach (var queue in board.Queues)
            Offer(shared, queue);
        shared.Reading = ReadAsync(shared);
        return shared;
    }

    private static void Offer(SharedObject shared, TargetQueue queue)
    {
        if (!queue.Lacks(shared.Index))
            return;
        queue.Set(shared.Index, TransferState.Queued);
        queue.Waiting.Enqueue(shared);
    }

    /// <summary>Drops the oldest objects until there is room; never one that is being read, nor one that this target is taking.</summary>
    private bool TryMakeRoom(TargetQueue queue, long length)
    {
        var charge = Math.Max(length, LeastCharge);
        for (var node = _window.First; node is not null && _used + charge > capacity;)
        {
            var shared = node.Value;
            node = node.Next;
            if (shared.IsLoaded && !shared.Users.Contains(queue))
                Drop(shared);
        }

        return _used + charge <= capacity;
    }

    private void DropUnneeded(SharedObject shared)
    {
        if (!shared.IsDropped && shared.IsLoaded && shared.Users.Count == 0 && !shared.Board.IsQueued(shared.Index))
            Drop(shared);
    }

    private void Drop(SharedObject shared)
    {
        shared.IsDropped = true;
        _window.Remove(shared);
        _used -= Charge(shared);
        foreach (var queue in shared.Board.Queues)
        {
            if (queue.StateOf(shared.Index) is TransferState.Queued)
                queue.Postpone(shared.Index);
        }

        foreach (var piece in shared.Drop())
        {
            if (piece.Length == SharedObject.PieceLength)
                _free.Push(piece);
        }
    }

    private async Task ReadAsync(SharedObject shared)
    {
        // Begun under the lock, and not to be held there.
        await Task.Yield();
        try
        {
            await ReadAsync(shared.Board, shared.Index, store => ReadInTurnAsync(shared, store), stop);
        }
        catch (Exception failure)
        {
            // Whatever it is, the targets that wait for the object fail with it.
            shared.Fail(failure);
        }

        lock (_gate)
        {
            shared.IsLoaded = true;
            DropUnneeded(shared);
            Pulse();
        }
    }

    private async Task ReadInTurnAsync(SharedObject shared, IObjectSource store)
    {
        await _turns.WaitAsync(stop);
        try
        {
            await sources.MeasureAsync(store, shared.Item.Length, take => ReadAsync(shared, store, take));
        }
        finally
        {
            _turns.Release();
        }
    }

    private async Task ReadAsync(SharedObject shared, IObjectSource store, Action<int> take)
    {
        var length = shared.Item.Length;
        var pieces = new byte[(length + SharedObject.PieceLength - 1) / SharedObject.PieceLength][];
        for (var i = 0; i < pieces.Length; i++)
            pieces[i] = Rent((int)Math.Min(SharedObject.PieceLength, length - ((long)i * SharedObject.PieceLength)));
        await using var content = new SourceContent(store, shared.Item).OpenFromStart();
        foreach (var piece in pieces)
        {
            await content.ReadExactlyAsync(piece, stop);
            take(piece.Length);
        }

        // Nothing is left; of an object without bytes this compares the name.
        _ = await content.ReadAsync(new byte[1], stop);
        shared.Complete(pieces, store);
    }

    private byte[] Rent(int length)
    {
        lock (_gate)
        {
            if (length == SharedObject.PieceLength && _free.TryPop(out var piece))
                return piece;
        }

        return GC.AllocateUninitializedArray<byte>(length);
    }

    private void Pulse()
    {
        _changed.SetResult();
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private static long Charge(SharedObject shared) => Math.Max(shared.Item.Length, LeastCharge);
}
