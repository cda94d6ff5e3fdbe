using System.Runtime.ExceptionServices;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Synchronizing;

/// <summary>
/// The stores that an object can be read from, the nearest first. When one fails, the next one stands in for it. Thread-safe.
/// </summary>
/// <param name="source">What is copied.</param>
/// <param name="stoodIn">Called with an object and the failure of a store for which another one stood in; from several threads at once.</param>
internal sealed class ObjectSources(IObjectSource source, Action<StoredObject, Exception> stoodIn)
{
    internal int MaxConcurrency => source.Traits.MaxConcurrency;

    /// <summary>The source, and the targets that hold an object; a target on this machine comes before a source that is not.</summary>
    internal IReadOnlyList<IObjectSource> Order(IEnumerable<IObjectSource> holders)
    {
        var near = new List<IObjectSource>();
        var far = new List<IObjectSource>();
        foreach (var holder in holders)
            (holder.Traits.IsLocal ? near : far).Add(holder);
        return source.Traits.IsLocal ? [source, .. near, .. far] : [.. near, source, .. far];
    }

    /// <summary>Reads an object from the first store that gives it as its name says.</summary>
    /// <param name="item">The object.</param>
    /// <param name="order">As of <see cref="Order"/>.</param>
    /// <param name="read">Reads it; fails with <see cref="ContentFailureException"/> when the store is at fault.</param>
    /// <exception cref="ContentFailureException">None of them does; this is what the source failed with.</exception>
    internal async Task ReadAsync(StoredObject item, IReadOnlyList<IObjectSource> order, Func<IObjectSource, Task> read)
    {
        var failures = new List<(IObjectSource Store, ContentFailureException Failure)>();
        foreach (var store in order)
        {
            try
            {
                await read(store);
                foreach (var (_, failure) in failures)
                    stoodIn(item, failure.InnerException!);
                return;
            }
            catch (ContentFailureException failure)
            {
                failures.Add((store, failure));
            }
        }

        ExceptionDispatchInfo.Throw(failures.Find(failed => failed.Store == source).Failure);
    }
}
