using System.Runtime.CompilerServices;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.Wrappers;

/// <summary>
/// Limits the number of concurrent requests with a semaphore. An open stream counts as a request until it is read to its end or disposed, so a caller that holds the whole limit in open streams
/// and opens another one deadlocks. A listing counts only while its next entry is fetched. Thread-safe.
/// </summary>
public sealed class ConcurrencyLimitStore : DelegatingStore
{
    private readonly SemaphoreSlim _turns;
    private readonly int _requests;

    /// <summary>Wraps a store; the caller keeps ownership of it.</summary>
    /// <param name="inner">The store.</param>
    /// <param name="requests">The largest number of concurrent requests, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="requests"/> is less than 1.</exception>
    public ConcurrencyLimitStore(IObjectStore inner, int requests)
        : this(inner, requests, new SemaphoreSlim(requests >= 1 ? requests : throw new ArgumentOutOfRangeException(nameof(requests))))
    {
    }

    private ConcurrencyLimitStore(IObjectStore inner, int requests, SemaphoreSlim turns)
        : base(inner) => (_requests, _turns) = (requests, turns);

    /// <inheritdoc/>
    public override StoreTraits Traits => Inner.Traits with { MaxConcurrency = Math.Min(_requests, Inner.Traits.MaxConcurrency) };

    /// <inheritdoc/>
    public override Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken) => TakeTurnAsync(
        async () =>
        {
            await Inner.PutAsync(name, content, cancellationToken);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public override async Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            return new TurnStream(await Inner.OpenAsync(name, range, cancellationToken), _turns);
        }
        catch
        {
            _turns.Release();
            throw;
        }
    }

    /// <inheritdoc/>
    public override Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken) =>
        TakeTurnAsync(() => Inner.FindLengthAsync(name, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public override async IAsyncEnumerable<StoredObject> ListAsync(ObjectKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var entries = Inner.ListAsync(kind, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await TakeTurnAsync(() => entries.MoveNextAsync().AsTask(), cancellationToken))
            yield return entries.Current;
    }

    /// <inheritdoc/>
    public override Task RemoveAsync(ObjectName name, CancellationToken cancellationToken) => TakeTurnAsync(
        async () =>
        {
            await Inner.RemoveAsync(name, cancellationToken);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    protected override bool Hides(Type capability) => capability == typeof(IFileStore);

    /// <inheritdoc/>
    protected override IObjectSource Wrap(IObjectSource copy) => new ConcurrencyLimitStore(ReadOnlyStore.Over(copy), _requests, _turns);

    private async Task<T> TakeTurnAsync<T>(Func<Task<T>> request, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            return await request();
        }
        finally
        {
            _turns.Release();
        }
    }

    private sealed class TurnStream(Stream inner, SemaphoreSlim turns) : WrappingStream(inner)
    {
        private int _isOver;

        public override int Read(Span<byte> buffer)
        {
            var read = Inner.Read(buffer);
            if (read == 0 && buffer.Length > 0)
                End();
            return read;
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await Inner.ReadAsync(buffer, cancellationToken);
            if (read == 0 && buffer.Length > 0)
                End();
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (disposing)
                End();
        }

        private void End()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0)
                turns.Release();
        }
    }
}
