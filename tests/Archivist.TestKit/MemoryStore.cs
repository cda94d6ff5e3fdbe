using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Archivist.Repository.Stores;

namespace Archivist.TestKit;

/// <summary>A store in memory. Held to the same contract as the real ones.</summary>
public sealed class MemoryStore(string location = "memory") : IObjectStore
{
    private readonly ConcurrentDictionary<ObjectName, byte[]> _objects = new();

    /// <inheritdoc/>
    public string Location => location;

    /// <inheritdoc/>
    public StoreTraits Traits { get; } = new(4, IsReadOnly: false, IsLocal: true);

    /// <summary>The objects, to look at and to damage.</summary>
    public IDictionary<ObjectName, byte[]> Objects => _objects;

    /// <inheritdoc/>
    public async Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken)
    {
        using var copy = new MemoryStream();
        await using var source = content.OpenFromStart();
        cancellationToken.ThrowIfCancellationRequested();
        await source.CopyToAsync(copy, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (copy.Length != content.Length)
            throw new IOException($"{name}: {copy.Length} bytes came instead of {content.Length}");
        if (!_objects.TryAdd(name, copy.ToArray()))
            throw new ObjectExistsException(name);
    }

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken)
    {
        if (!_objects.TryGetValue(name, out var bytes))
            throw new ObjectMissingException(name, location);
        cancellationToken.ThrowIfCancellationRequested();
        var length = range.CountIn(bytes.Length, name, location);
        return Task.FromResult<Stream>(new MemoryStream(bytes, (int)range.Offset, (int)length, writable: false));
    }

    /// <inheritdoc/>
    public Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken) =>
        Task.FromResult<long?>(_objects.TryGetValue(name, out var bytes) ? bytes.Length : null);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(
        ObjectKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var (name, bytes) in _objects)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (name.Kind == kind)
                yield return new StoredObject(name, bytes.Length);
        }
    }

    /// <inheritdoc/>
    public Task RemoveAsync(ObjectName name, CancellationToken cancellationToken)
    {
        _objects.TryRemove(name, out _);
        return Task.CompletedTask;
    }
}
