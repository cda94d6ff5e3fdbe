using Archivist.Platform.Problems;
using Archivist.Repository.Stores.Problems;

namespace Archivist.Repository.Stores;

/// <summary>Reading whole objects and ranges into memory.</summary>
public static class StoreReading
{
    /// <summary>Reads one whole object; refuses more than <paramref name="limit"/> bytes.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Tampering"/>: it is longer than <paramref name="limit"/>.</exception>
    public static async Task<byte[]> ReadAllAsync(
        this IObjectSource store, ObjectName name, long limit, CancellationToken cancellationToken)
    {
        var stream = await store.OpenAsync(name, ByteRange.All, cancellationToken);
        await using (stream.ConfigureAwait(false))
        {
            using var buffer = new MemoryStream();
            var chunk = new byte[64 * 1024];
            int read;
            while ((read = await stream.ReadAsync(chunk, cancellationToken)) > 0)
            {
                if (buffer.Length + read > limit)
                    throw new ArchivistException(new ObjectTooLarge(name.ToString(), store.Location, limit));
                buffer.Write(chunk, 0, read);
            }

            return buffer.ToArray();
        }
    }

    /// <summary>Fills <paramref name="destination"/> from <paramref name="offset"/> on, or fails with <see cref="EndOfStreamException"/>.</summary>
    public static async Task ReadRangeAsync(
        this IObjectSource store, ObjectName name, long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        var stream = await store.OpenAsync(name, new ByteRange(offset, destination.Length), cancellationToken);
        await using (stream.ConfigureAwait(false))
            await stream.ReadExactlyAsync(destination, cancellationToken);
    }

    /// <summary>All objects of one kind, sorted by id so that every run sees the same order.</summary>
    public static async Task<List<StoredObject>> ListSortedAsync(
        this IObjectSource store, ObjectKind kind, CancellationToken cancellationToken)
    {
        var objects = new List<StoredObject>();
        await foreach (var item in store.ListAsync(kind, cancellationToken))
            objects.Add(item);
        objects.Sort(static (a, b) => a.Name.Id.CompareTo(b.Name.Id));
        return objects;
    }
}
