using Archivist.Repository.Stores;

namespace Archivist.Replicas.Synchronizing;

/// <summary>The stores that an object can be read from: the source, and the targets that hold it. Thread-safe.</summary>
/// <param name="source">What is copied.</param>
/// <param name="stoodIn">Called with an object and the failure of a store for which another one stood in; from several threads at once.</param>
internal sealed class ObjectSources(IObjectSource source, Action<StoredObject, Exception> stoodIn)
{
    internal int MaxConcurrency => source.Traits.MaxConcurrency;

    /// <summary>The nearest of the stores that were not tried yet: a target on this machine comes before a source that is not. Null when there is none.</summary>
    internal IObjectSource? FindNearest(IEnumerable<IObjectSource> holders, IReadOnlyDictionary<IObjectSource, Exception> tried)
    {
        var left = holders.Where(holder => !tried.ContainsKey(holder)).ToList();
        var near = left.Find(holder => holder.Traits.IsLocal);
        if (tried.ContainsKey(source))
            return near ?? left.FirstOrDefault();
        return source.Traits.IsLocal ? source : near ?? source;
    }

    /// <summary>What the source failed with.</summary>
    internal Exception FailureOf(IReadOnlyDictionary<IObjectSource, Exception> tried) => tried[source];

    /// <summary>Reports the stores for which another one stood in.</summary>
    internal void Report(StoredObject item, IReadOnlyDictionary<IObjectSource, Exception> tried)
    {
        foreach (var failure in tried.Values)
            stoodIn(item, failure);
    }
}
