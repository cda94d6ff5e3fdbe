using System.Runtime.CompilerServices;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.Wrappers;

/// <summary>
/// A store that reads like another one and keeps every change in a store of its own: for trying what would happen without touching
/// the original. Thread-safe when both are.
/// </summary>
public sealed class OverlayStore(IObjectStore original, IObjectStore changes) : IObjectStore
{
    private readonly UnionStore _both = new([changes, original]);

    /// <inheritdoc/>
    public string Location => original.Location;

    /// <inheritdoc/>
    public StoreTraits Traits => changes.Traits;

    /// <inheritdoc/>
    public Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken) =>
        changes.PutAsync(name, content, cancellationToken);

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken) =>
        _both.OpenAsync(name, range, cancellationToken);

    /// <inheritdoc/>
    public Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken) => _both.FindLengthAsync(name, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(
        ObjectKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in _both.ListAsync(kind, cancellationToken))
            yield return item;
    }

    /// <summary>Removes what was added here; objects of the original stay.</summary>
    public Task RemoveAsync(ObjectName name, CancellationToken cancellationToken) => changes.RemoveAsync(name, cancellationToken);
}
