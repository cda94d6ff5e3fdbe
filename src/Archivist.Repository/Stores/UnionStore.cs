using System.Runtime.CompilerServices;

namespace Archivist.Repository.Stores;

/// <summary>
/// Several copies of one repository seen as one, read-only: each object from the first store that has it. "Disc plus net deltas"
/// is such a union, the disc first. Thread-safe.
/// </summary>
public sealed class UnionStore(IReadOnlyList<IObjectSource> copies) : IObjectSource, IRedundantStore
{
    /// <inheritdoc/>
    public IReadOnlyList<IObjectSource> Copies { get; } =
        copies.Count > 0 ? copies : throw new ArgumentException("A union needs at least one source.", nameof(copies));

    /// <inheritdoc/>
    public string Location => string.Join(" + ", Copies.Select(store => store.Location));

    /// <inheritdoc/>
    public StoreTraits Traits => new(Copies.Max(store => store.Traits.MaxConcurrency), IsReadOnly: true, Copies.All(store => store.Traits.IsLocal));

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken)
    {
        foreach (var store in Copies.SkipLast(1))
        {
            try
            {
                return await store.OpenAsync(name, range, cancellationToken);
            }
            catch (ObjectMissingException)
            {
                // The next one is asked.
            }
        }

        return await Copies[^1].OpenAsync(name, range, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken)
    {
        foreach (var store in Copies)
        {
            if (await store.FindLengthAsync(name, cancellationToken) is { } length)
                return length;
        }

        return null;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(
        ObjectKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var seen = new HashSet<ObjectName>();
        foreach (var store in Copies)
        {
            await foreach (var item in store.ListAsync(kind, cancellationToken))
            {
                if (seen.Add(item.Name))
                    yield return item;
            }
        }
    }
}
