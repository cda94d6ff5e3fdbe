using Archivist.Replicas.Reading;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Synchronizing;

/// <summary>
/// The stores that an object can be read from: the source, and the targets that hold it. The source is read unless another one is expected to be much faster, by what both were measured
/// to give; until then, a store on this machine is taken for faster than one that is not. Thread-safe.
/// </summary>
/// <param name="source">What is copied.</param>
/// <param name="clock">Measures the stores.</param>
/// <param name="stoodIn">Called with an object and the failure of a store for which another one stood in; from several threads at once.</param>
internal sealed class ObjectSources(IObjectSource source, TimeProvider clock, Action<StoredObject, Exception> stoodIn)
{
    /// <summary>How many times as long the source must take before another store is read instead: targets have enough to do with being filled.</summary>
    private const double Advantage = 2;

    private const double LocalRate = 50e6, RemoteRate = 2e6;
    private static readonly TimeSpan LocalLatency = TimeSpan.FromMilliseconds(10), RemoteLatency = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly Dictionary<IObjectSource, Pace> _paces = new(ReferenceEqualityComparer.Instance);

    internal int MaxConcurrency => source.Traits.MaxConcurrency;

    /// <summary>The store to read next, of those that were not tried yet; null when there is none.</summary>
    /// <param name="length">The length of the object in bytes.</param>
    /// <param name="holders">Targets that hold it.</param>
    /// <param name="tried">Stores that failed to give it.</param>
    internal IObjectSource? FindFastest(long length, IEnumerable<IObjectSource> holders, IReadOnlyDictionary<IObjectSource, Exception> tried)
    {
        lock (_gate)
        {
            var fastest = holders.Where(holder => !tried.ContainsKey(holder)).MinBy(holder => PaceOf(holder).Expect(length));
            return tried.ContainsKey(source) || (fastest is not null && PaceOf(source).Expect(length) > Advantage * PaceOf(fastest).Expect(length)) ? fastest : source;
        }
    }

    /// <summary>Reads from a store and measures it. To be used only where what is read goes to memory: a caller that passes it on to another store measures that one.</summary>
    /// <param name="store">The store.</param>
    /// <param name="length">The length of the object in bytes.</param>
    /// <param name="read">Reads it, and is given what to call with the number of bytes that came.</param>
    internal async Task MeasureAsync(IObjectSource store, long length, Func<Action<int>, Task> read)
    {
        var startedAt = clock.GetTimestamp();
        var hasBegun = false;
        lock (_gate)
            PaceOf(store).Begin(length);
        try
        {
            await read(Take);
        }
        finally
        {
            lock (_gate)
                PaceOf(store).End(length);
        }

        void Take(int bytes)
        {
            lock (_gate)
            {
                if (!hasBegun)
                    PaceOf(store).OnFirstByte(clock.GetElapsedTime(startedAt));
                hasBegun = true;
                PaceOf(store).OnBytes(length, bytes);
            }
        }
    }

    /// <summary>What the source failed with.</summary>
    internal Exception FailureOf(IReadOnlyDictionary<IObjectSource, Exception> tried) => tried[source];

    /// <summary>Reports the stores for which another one stood in.</summary>
    internal void Report(StoredObject item, IReadOnlyDictionary<IObjectSource, Exception> tried)
    {
        foreach (var failure in tried.Values)
            stoodIn(item, failure);
    }

    private Pace PaceOf(IObjectSource store)
    {
        if (_paces.TryGetValue(store, out var pace))
            return pace;
        return _paces[store] = store.Traits.IsLocal ? new Pace(clock, LocalLatency, LocalRate) : new Pace(clock, RemoteLatency, RemoteRate);
    }
}
