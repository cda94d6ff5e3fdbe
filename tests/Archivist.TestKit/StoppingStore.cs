using Archivist.Repository.Stores;

namespace Archivist.TestKit;

/// <summary>
/// A store whose power goes out: after so many changes every further one fails, either before it has happened or after it has.
/// </summary>
public sealed class StoppingStore(IObjectStore inner, int changes, bool lastOneHappens) : IObjectStore
{
    private int _left = changes;

    /// <summary>The power has gone out.</summary>
    public bool HasStopped => Volatile.Read(ref _left) < 0;

    /// <inheritdoc/>
    public string Location => inner.Location;

    /// <inheritdoc/>
    public StoreTraits Traits => inner.Traits;

    /// <inheritdoc/>
    public Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken) =>
        ChangeAsync(() => inner.PutAsync(name, content, cancellationToken));

    /// <inheritdoc/>
    public Task RemoveAsync(ObjectName name, CancellationToken cancellationToken) =>
        ChangeAsync(() => inner.RemoveAsync(name, cancellationToken));

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken) => inner.OpenAsync(name, range, cancellationToken);

    /// <inheritdoc/>
    public Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken) => inner.FindLengthAsync(name, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredObject> ListAsync(ObjectKind kind, CancellationToken cancellationToken) => inner.ListAsync(kind, cancellationToken);

    private async Task ChangeAsync(Func<Task> change)
    {
        var left = Interlocked.Decrement(ref _left);
        if (left < 0)
        {
            if (left == -1 && lastOneHappens)
                await change();
            throw new IOException("the power went out");
        }

        await change();
    }
}
