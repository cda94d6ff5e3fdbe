using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Archivist.Repository.Stores;

namespace Archivist.TestKit;

/// <summary>
/// A store behind a bad connection: every request fails transiently the first time, a put the second time after it has stored, every second reading is cut in the middle and every second
/// listing after some entries. Whoever retries gets everything. Thread-safe.
/// </summary>
public sealed class FlakyStore(IObjectStore inner) : IObjectStore
{
    private const int EntriesBeforeACut = 3;

    private readonly ConcurrentDictionary<string, int> _attempts = new();

    /// <inheritdoc/>
    public string Location => inner.Location;

    /// <inheritdoc/>
    public StoreTraits Traits => inner.Traits;

    /// <inheritdoc/>
    public async Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken)
    {
        if (await inner.FindLengthAsync(name, cancellationToken) is not null)
            throw new ObjectExistsException(name);
        var attempt = CountAttempt($"put {name}");
        if (attempt % 4 == 1)
        {
            await using var cut = content.OpenFromStart();
            await cut.ReadAtLeastAsync(new byte[Math.Max(1, content.Length / 2)], 1, throwOnEndOfStream: false, cancellationToken);
            throw Broken();
        }

        await inner.PutAsync(name, content, cancellationToken);
        if (attempt % 4 == 2)
            throw Broken();
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken)
    {
        FailFirst($"open {name} {range}", cancellationToken);
        var content = await inner.ReadAllAsync(name, long.MaxValue, cancellationToken);
        var count = (int)range.CountIn(content.Length, name, Location);
        // Half of what is asked for comes, and then the connection breaks.
        return count > 1 && CountAttempt($"read {name}") % 2 == 1 ? new CutStream(content, (int)range.Offset, count / 2) : new MemoryStream(content, (int)range.Offset, count, writable: false);
    }

    /// <inheritdoc/>
    public Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken)
    {
        FailFirst($"find {name}", cancellationToken);
        return inner.FindLengthAsync(name, cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(ObjectKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isCut = CountAttempt($"list {kind}") % 2 == 1;
        var given = 0;
        await foreach (var item in inner.ListAsync(kind, cancellationToken))
        {
            if (isCut && given++ == EntriesBeforeACut)
                throw Broken();
            yield return item;
        }
    }

    /// <inheritdoc/>
    public Task RemoveAsync(ObjectName name, CancellationToken cancellationToken)
    {
        FailFirst($"remove {name}", cancellationToken);
        return inner.RemoveAsync(name, cancellationToken);
    }

    private static StoreFailureException Broken() => new("the connection broke", isTransient: true);

    private int CountAttempt(string what) => _attempts.AddOrUpdate(what, 1, (_, attempts) => attempts + 1);

    private void FailFirst(string what, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (CountAttempt(what) % 2 == 1)
            throw Broken();
    }

    private sealed class CutStream(byte[] content, int offset, int count) : MemoryStream(content, offset, count, writable: false)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is var read && (read > 0 || buffer.Length == 0) ? read : throw Broken();

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }
}
