using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.Wrappers;

/// <summary>Passes every reading through; wrappers override only what they change.</summary>
public abstract class DelegatingSource(IObjectSource inner) : IObjectSource
{
    /// <summary>The source behind.</summary>
    protected IObjectSource Inner { get; } = inner;

    /// <inheritdoc/>
    public virtual string Location => Inner.Location;

    /// <inheritdoc/>
    public virtual StoreTraits Traits => Inner.Traits;

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
    public virtual TCapability? Find<TCapability>()
        where TCapability : class
    {
        if (this is TCapability own)
            return own;
        var found = Inner.Find<TCapability>();
        return typeof(TCapability) == typeof(IRedundantStore) && found is IRedundantStore { Copies: var copies }
            ? (TCapability)(object)new WrappedCopies([.. copies.Select(Wrap)])
            : found;
    }

    /// <summary>
    /// What this wrapper does, done to one of the copies that the source behind is made of: whoever asks the copies one by one does not get round it.
    /// A wrapper that does nothing to readings returns the copy.
    /// </summary>
    protected virtual IObjectSource Wrap(IObjectSource copy) => copy;

    private sealed record WrappedCopies(IReadOnlyList<IObjectSource> Copies) : IRedundantStore;
}
