using System.Buffers;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Stores;

namespace Archivist.Restore.Reading;

/// <summary>
/// Pieces of files in memory, up to a number of bytes. Pieces that lie side by side in a pack are read together; nothing else is read.
/// Thread-safe.
/// </summary>
internal sealed class BlobCache(IndexedRepository repository, long capacity)
{
    private const int LongestRange = 8 << 20;

    private readonly RecentlyUsed<BlobId, byte[]> _blobs = new(capacity, blob => blob.Length + 128);

    /// <summary>Bytes kept now.</summary>
    internal long Weight => _blobs.Weight;

    internal IndexedRepository Repository => repository;

    /// <summary>
    /// The pieces, in the order asked for; each may still be under way. A piece is read to its end even when no one waits for it any more,
    /// for another reader may have joined.
    /// </summary>
    internal Task<byte[]>[] Get(IReadOnlyList<BlobId> ids)
    {
        var tasks = new Task<byte[]>[ids.Count];
        List<BlobId>? missing = null;
        for (var i = 0; i < ids.Count; i++)
        {
            tasks[i] = _blobs.Take(ids[i], out var isNew).Task;
            if (isNew)
                (missing ??= []).Add(ids[i]);
        }

        foreach (var range in Ranges(missing))
            _ = Task.Run(() => LoadAsync(range));
        return tasks;
    }

    /// <summary>Neighbours in one pack are one range; what no index knows is a range of its own, which fails on its own.</summary>
    private IEnumerable<List<Wanted>> Ranges(List<BlobId>? ids)
    {
        if (ids is null)
            yield break;
        var range = new List<Wanted>();
        foreach (var blob in ids.Select(id => new Wanted(id, repository.FindData(id))).OrderBy(blob => blob.Place?.Pack.Value.ToString(), StringComparer.Ordinal).ThenBy(blob => blob.Place?.Offset))
        {
            if (range.Count > 0 && !(blob.Place is { } next && range[^1].Place is { } last && next.Pack == last.Pack
                    && next.Offset == last.Offset + last.Length && next.Offset + next.Length - range[0].Place!.Value.Offset <= LongestRange))
            {
                yield return range;
                range = [];
            }

            range.Add(blob);
        }

        if (range.Count > 0)
            yield return range;
    }

    private async Task LoadAsync(List<Wanted> range)
    {
        byte[]? buffer = null;
        var opened = new PlainBlob?[range.Count];
        try
        {
            if (range is [{ Place: not null }, .., { Place: not null }] && (buffer = await TryReadAsync(range)) is { } read)
            {
                var start = range[0].Place!.Value.Offset;
                repository.OpenData(
                    [.. range.Select(blob => blob.Id)],
                    [.. range.Select(blob => read.AsMemory((int)(blob.Place!.Value.Offset - start), blob.Place.Value.Length))], opened);
            }

            for (var i = 0; i < range.Count; i++)
                await LoadAsync(range[i].Id, opened[i]);
        }
        catch (Exception cause)
        {
            // The edge of a job: the cause reaches all who wait for these pieces.
            foreach (var blob in range)
                _blobs.Fail(blob.Id, cause);
        }
        finally
        {
            // The pieces may lie in the buffer, so it goes last.
            foreach (var blob in opened)
                blob?.Dispose();
            if (buffer is not null)
                ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<byte[]?> TryReadAsync(List<Wanted> range)
    {
        var (pack, start, _) = range[0].Place!.Value;
        var (_, lastStart, lastLength) = range[^1].Place!.Value;
        var buffer = ArrayPool<byte>.Shared.Rent((int)(lastStart + lastLength - start));
        try
        {
            var whole = buffer.AsMemory(0, (int)(lastStart + lastLength - start));
            await repository.Repository.Store.ReadRangeAsync(new ObjectName(ObjectKind.Pack, pack.Value), start, whole, CancellationToken.None);
            return buffer;
        }
        catch (Exception cause) when (cause is IOException or ArchivistException)
        {
            // Read again one by one, which asks every copy and says what is wrong.
            ArrayPool<byte>.Shared.Return(buffer);
            return null;
        }
    }

    private async Task LoadAsync(BlobId id, PlainBlob? opened)
    {
        try
        {
            if (opened is not null)
            {
                _blobs.Complete(id, opened.Memory.ToArray());
                return;
            }

            // Alone, damaged or not there: this asks every copy and says what is wrong.
            using var content = await repository.ReadBlobAsync(BlobType.Data, id, CancellationToken.None);
            _blobs.Complete(id, content.Memory.ToArray());
        }
        catch (Exception cause)
        {
            // The edge of a job: the cause reaches all who wait for this piece.
            _blobs.Fail(id, cause);
        }
    }

    private readonly record struct Wanted(BlobId Id, (PackId Pack, long Offset, int Length)? Place);
}
