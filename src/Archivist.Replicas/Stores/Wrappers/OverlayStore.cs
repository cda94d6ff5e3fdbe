using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.Wrappers;

/// <summary>
/// A store that reads like another one and keeps every change in a store of its own: for trying what would happen without touching
/// the original. Thread-safe when both are.
/// </summary>
public sealed class OverlayStore(IObjectSource original, IObjectStore changes) : IObjectStore
{
    private static readonly Type[] Hidden = [typeof(IRedundantStore), typeof(IFileStore), typeof(IDirectoryStore)];

    private readonly UnionStore _both = new([changes, original]);

    /// <inheritdoc/>
    public string Location => original.Location;

    /// <inheritdoc/>
    public StoreTraits Traits => changes.Traits;

    /// <inheritdoc/>
    public async Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken)
    {
        if (await original.FindLengthAsync(name, cancellationToken) is not null)
            throw new ObjectExistsException(name);
        await changes.PutAsync(name, content, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken) =>
        _both.OpenAsync(name, range, cancellationToken);

    /// <inheritdoc/>
    public Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken) => _both.FindLengthAsync(name, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredObject> ListAsync(ObjectKind kind, CancellationToken cancellationToken) => _both.ListAsync(kind, cancellationToken);

    /// <summary>Removes what was added here; objects of the original stay.</summary>
    public Task RemoveAsync(ObjectName name, CancellationToken cancellationToken) => changes.RemoveAsync(name, cancellationToken);

    /// <summary>
    /// The dates of both stores, and what keeps and cleans up the changes. Copies, files and the directory are hidden: the two stores are one, and an object of the
    /// original that was replaced here must not be found there.
    /// </summary>
    public TCapability? Find<TCapability>()
        where TCapability : class
    {
        if (this is TCapability own)
            return own;
        if (typeof(TCapability) == typeof(IDatedStore))
            return Dates.Of(changes.Find<IDatedStore>(), original.Find<IDatedStore>()) as TCapability;
        return Hidden.Contains(typeof(TCapability)) ? null : changes.Find<TCapability>();
    }

    private sealed class Dates(IDatedStore changes, IDatedStore original) : IDatedStore
    {
        internal static IDatedStore? Of(IDatedStore? changes, IDatedStore? original) =>
            changes is null ? original : original is null ? changes : new Dates(changes, original);

        public async Task<long?> FindTimeAsync(ObjectName name, CancellationToken cancellationToken) =>
            await changes.FindTimeAsync(name, cancellationToken) ?? await original.FindTimeAsync(name, cancellationToken);
    }
}
