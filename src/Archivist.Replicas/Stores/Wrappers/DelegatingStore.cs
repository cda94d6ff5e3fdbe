using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.Wrappers;

/// <summary>Base of wrappers of stores: delegates every member; wrappers override only what they change.</summary>
public abstract class DelegatingStore(IObjectStore inner) : DelegatingSource(inner), IObjectStore
{
    /// <summary>The store behind.</summary>
    protected new IObjectStore Inner { get; } = inner;

    /// <inheritdoc/>
    public virtual Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken) =>
        Inner.PutAsync(name, content, cancellationToken);

    /// <inheritdoc/>
    public virtual Task RemoveAsync(ObjectName name, CancellationToken cancellationToken) =>
        Inner.RemoveAsync(name, cancellationToken);
}
