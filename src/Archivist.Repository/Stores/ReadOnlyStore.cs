using Archivist.Platform.Problems;
using Archivist.Repository.Stores.Problems;

namespace Archivist.Repository.Stores;

/// <summary>Adapts a source to a store: delegates reading, and fails every put and removal with <see cref="Failure.Failed"/>. Thread-safe if the source is.</summary>
public sealed class ReadOnlyStore : IObjectStore
{
    private readonly IObjectSource _source;

    private ReadOnlyStore(IObjectSource source) => (_source, Traits) = (source, source.Traits with { IsReadOnly = true });

    /// <inheritdoc/>
    public string Location => _source.Location;

    /// <inheritdoc/>
    public StoreTraits Traits { get; }

    /// <summary>Returns the source itself if it is a store, otherwise a read-only store over it.</summary>
    public static IObjectStore Over(IObjectSource source) => source as IObjectStore ?? new ReadOnlyStore(source);

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken) => _source.OpenAsync(name, range, cancellationToken);

    /// <inheritdoc/>
    public Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken) => _source.FindLengthAsync(name, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredObject> ListAsync(ObjectKind kind, CancellationToken cancellationToken) => _source.ListAsync(kind, cancellationToken);

    /// <inheritdoc/>
    public TCapability? Find<TCapability>()
        where TCapability : class =>
        this as TCapability ?? (typeof(TCapability) == typeof(ICleanableStore) ? null : _source.Find<TCapability>());

    /// <inheritdoc/>
    public Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken) => Task.FromException(Refuse(name));

    /// <inheritdoc/>
    public Task RemoveAsync(ObjectName name, CancellationToken cancellationToken) => Task.FromException(Refuse(name));

    private ArchivistException Refuse(ObjectName name) => new(new StoreReadOnly(name.ToString(), Location));
}
