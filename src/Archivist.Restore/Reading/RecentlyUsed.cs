namespace Archivist.Restore.Reading;

/// <summary>
/// LRU cache bounded by weight. Concurrent callers share one creation of a value; a failure is
/// passed to all of them and not cached. Thread-safe.
/// </summary>
internal sealed class RecentlyUsed<TKey, TValue>(long capacity, Func<TValue, long> weigh)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _order = [];
    private long _weight;

    /// <summary>The weight of the cached values.</summary>
    internal long Weight
    {
        get
        {
            lock (_gate)
                return _weight;
        }
    }

    /// <summary>The value, perhaps still being made; <paramref name="isNew"/> obliges the caller to complete or fail it.</summary>
    internal TaskCompletionSource<TValue> Take(TKey key, out bool isNew)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(key, out var found))
            {
                _order.Remove(found);
                _order.AddFirst(found);
                isNew = false;
                return found.Value.Value;
            }

            isNew = true;
            var entry = new Entry(key, new TaskCompletionSource<TValue>(TaskCreationOptions.RunContinuationsAsynchronously));
            _entries.Add(key, _order.AddFirst(entry));
            return entry.Value;
        }
    }

    internal void Complete(TKey key, TValue value)
    {
        TaskCompletionSource<TValue>? made = null;
        lock (_gate)
        {
            if (_entries.TryGetValue(key, out var found))
            {
                made = found.Value.Value;
                found.Value.Weight = weigh(value);
                _weight += found.Value.Weight;
                DropOldest(found);
            }
        }

        made?.TrySetResult(value);
    }

    internal void Fail(TKey key, Exception cause)
    {
        TaskCompletionSource<TValue>? made = null;
        lock (_gate)
        {
            if (_entries.TryGetValue(key, out var found) && found.Value.Weight == 0)
            {
                _entries.Remove(key);
                made = found.Value.Value;
                _order.Remove(found);
            }
        }

        if (made?.TrySetException(cause) is true)
            // Possibly no one is waiting: the first caller has received the cause.
            _ = made.Task.Exception;
    }

    /// <summary>Values that are still being created are not evicted, nor is the newest one.</summary>
    private void DropOldest(LinkedListNode<Entry> current)
    {
        for (var oldest = _order.Last; oldest is not null && _weight > capacity;)
        {
            var next = oldest.Previous;
            if (oldest != current && oldest.Value.Weight > 0)
            {
                _weight -= oldest.Value.Weight;
                _entries.Remove(oldest.Value.Key);
                _order.Remove(oldest);
            }

            oldest = next;
        }
    }

    private sealed class Entry(TKey key, TaskCompletionSource<TValue> value)
    {
        internal TKey Key => key;

        internal TaskCompletionSource<TValue> Value => value;

        internal long Weight { get; set; }
    }
}
