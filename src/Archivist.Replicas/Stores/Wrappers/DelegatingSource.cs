using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.Wrappers;

/// <summary>Base of wrappers of sources: delegates every member; wrappers override only what they change.</summary>
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
        if (Hides(typeof(TCapability)))
            return null;
        var found = Inner.Find<TCapability>();
        return typeof(TCapability) == typeof(IRedundantStore) && found is IRedundantStore { Copies: var copies }
            ? (TCapability)(object)new WrappedCopies([.. copies.Select(Wrap)])
            : found;
    }

    /// <summary>Whether a capability of the source behind would bypass this wrapper; then it is not found through it. The default hides nothing.</summary>
    protected virtual bool Hides(Type capability) => false;

    /// <summary>
    /// Applies this wrapper to one copy of an <see cref="IRedundantStore"/> behind it, so that reading the copies one by one does not bypass it. The default returns the copy,
    /// for wrappers that do not change reading.
    /// </summary>
    protected virtual IObjectSource Wrap(IObjectSource copy) => copy;

    private sealed record WrappedCopies(IReadOnlyList<IObjectSource> Copies) : IRedundantStore;
}
