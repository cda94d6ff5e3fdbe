using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.Wrappers;

/// <summary>Passes every call through; decorators override only what they change.</summary>
public abstract class DelegatingStore(IObjectStore inner) : IObjectStore
{
    /// <summary>The store behind.</summary>
    protected IObjectStore Inner { get; } = inner;

    /// <inheritdoc/>
    public virtual string Location => Inner.Location;

    /// <inheritdoc/>
    public virtual StoreTraits Traits => Inner.Traits;

    /// <inheritdoc/>
    public virtual Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken) =>
        Inner.PutAsync(name, content, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken) =>
        Inner.OpenAsync(name, range, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken) =>
        Inner.FindLengthAsync(name, cancellationToken);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<StoredObject> ListAsync(ObjectKind kind, CancellationToken cancellationToken) =>
        Inner.ListAsync(kind, cancellationToken);

    /// <inheritdoc/>
    public virtual Task RemoveAsync(ObjectName name, CancellationToken cancellationToken) =>
        Inner.RemoveAsync(name, cancellationToken);
}
