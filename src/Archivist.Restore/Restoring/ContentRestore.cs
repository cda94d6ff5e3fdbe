using System.Buffers;
using System.Collections;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Stores;
using Archivist.Restore.Problems;

namespace Archivist.Restore.Restoring;

/// <summary>
/// Writes the content of files that are already there, empty and of full length, pack by pack: each pack is read once, in its own
/// order, by several workers. Runs of zeros are left as holes.
/// </summary>
internal sealed class ContentRestore(
    IndexedRepository repository, Folder? target, RestoreTally tally)
{
    /// <summary>Plaintext that is in memory at a time for each worker; larger shares of it would fill the lanes of the hash better, but took as long.</summary>
    private const long BytesAtOnce = 16 << 20;

    private readonly Dictionary<PackId, PackReading> _packs = [];
    private readonly List<PackReading> _order = [];

    /// <summary>Notes where the pieces of a file are to be read; all, or those that are marked.</summary>
    internal void Want(RestoredEntry file, BitArray? wanted = null)
    {
        if (Stage is not null && file.IsBroken)
            return;
        long position = 0;
        for (var i = 0; i < file.Node.Content.Count; i++)
        {
            var id = file.Node.Content[i];
            if (wanted is not null && !wanted[i])
            {
                position += repository.FindDataLength(id) ?? 0;
                continue;
            }

            if (repository.FindData(id) is not { } place)
            {
                tally.OnProblem(file, new ContentNotIndexed(file.ToString(), id));
                return;
            }

            if (Stage is { } stage && !IsOf(stage, file, id, place.Pack, place.Length))
            {
                if (file.IsBroken)
                    return;
                position += repository.FindDataLength(id) ?? 0;
                continue;
            }

            if (!_packs.TryGetValue(place.Pack, out var pack))
            {
                _packs.Add(place.Pack, pack = new PackReading(place.Pack));
                _order.Add(pack);
            }

            pack.Want(id, place.Offset, place.Length, file, position);
            position += repository.FindDataLength(id) ?? 0;
        }
    }

    /// <summary>The walk that this is a part of; null when everything is read in one.</summary>
    internal RestoreStage? Stage { get; init; }

    private bool IsOf(RestoreStage stage, RestoredEntry file, BlobId blob, PackId pack, int length)
    {
        stage.Wants?.Invoke(pack, length);
        if (stage.DescribeMissing?.Invoke(pack, blob) is { } missing)
            tally.OnProblem(file, missing);
        return stage.Reads(pack, blob);
    }

    internal Task RunAsync(CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            _order,
            new ParallelOptions
            {
                CancellationToken = cancellationToken,
                MaxDegreeOfParallelism = Concurrency(repository.Repository.Store.Traits),
            },
            async (pack, token) =>
            {
                foreach (var range in pack.Ranges())
                    await RestoreRangeAsync(pack.Pack, range, token);
            });

    /// <summary>Where reading takes no waiting, more workers than processors only take memory.</summary>
    private static int Concurrency(StoreTraits traits) =>
        Math.Clamp(traits.MaxConcurrency, 1, traits.IsLocal ? Environment.ProcessorCount : Environment.ProcessorCount * 2);

    private async Task RestoreRangeAsync(PackId pack, List<PackReading.WantedBlob> range, CancellationToken cancellationToken)
    {
        var start = range[0].Offset;
        var length = checked((int)(range[^1].End - start));
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        using var files = new OpenFiles(target);
        try
        {
            var isRead = await TryReadAsync(pack, start, buffer.AsMemory(0, length), cancellationToken);
            foreach (var batch in Batches(range))
                await RestoreBatchAsync(pack, batch, isRead ? blob => buffer.AsMemory((int)(blob.Offset - start), blob.Length) : null, files, cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private IEnumerable<List<PackReading.WantedBlob>> Batches(List<PackReading.WantedBlob> range)
    {
        var batch = new List<PackReading.WantedBlob>();
        long bytes = 0;
        foreach (var blob in range)
        {
            batch.Add(blob);
            bytes += repository.FindDataLength(blob.Id) ?? 0;
            if (bytes < BytesAtOnce)
                continue;
            yield return batch;
            (batch, bytes) = ([], 0);
        }

        if (batch.Count > 0)
            yield return batch;
    }

    private async Task RestoreBatchAsync(
        PackId pack, List<PackReading.WantedBlob> batch, Func<PackReading.WantedBlob, Memory<byte>>? sealedBlobOf, OpenFiles files, CancellationToken cancellationToken)
    {
        var opened = new PlainBlob?[batch.Count];
        try
        {
            if (sealedBlobOf is not null)
                repository.OpenData([.. batch.Select(blob => blob.Id)], [.. batch.Select(sealedBlobOf)], opened);
            for (var i = 0; i < batch.Count; i++)
            {
                if (sealedBlobOf is not null && opened[i] is null)
                    repository.RejectData(batch[i].Id);
                try
                {
                    // Damaged or not there: read again one by one, which asks every copy and says what is wrong.
                    opened[i] ??= await repository.ReadBlobAsync(BlobType.Data, batch[i].Id, cancellationToken);
                    Write(batch[i], opened[i]!.Memory.Span, files);
                }
                catch (ArchivistException cause) when (Stage?.Damaged is not null && cause.Failure is (Failure.Tampering or Failure.DataLoss or Failure.MediumFailed or Failure.TooFewReplicas))
                {
                    // It may be whole in another place.
                    Stage!.Damaged!.Add(pack, batch[i].Id, cause.Problem);
                }
                catch (ArchivistException cause) when (cause.Failure is not Failure.NoSpace)
                {
                    foreach (var (file, _) in batch[i].Places)
                        tally.OnProblem(file, cause.Problem);
                }
            }
        }
        finally
        {
            foreach (var blob in opened)
                blob?.Dispose();
        }
    }

    private async Task<bool> TryReadAsync(PackId pack, long start, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            await repository.Repository.Store.ReadRangeAsync(new ObjectName(ObjectKind.Pack, pack.Value), start, buffer, cancellationToken);
            return true;
        }
        catch (Exception cause) when (cause is IOException or ArchivistException)
        {
            return false;
        }
    }

    private void Write(PackReading.WantedBlob blob, ReadOnlySpan<byte> content, OpenFiles files)
    {
        var isZero = content.IndexOfAnyExcept((byte)0) < 0;
        foreach (var (file, position) in blob.Places)
        {
            // Of a broken file what there is is kept, under the name of an unfinished one.
            if (file.HasFailed)
                continue;
            try
            {
                var handle = files.Open(file);
                if (!isZero)
                    Folder.WriteAt(handle, content, position);
                else if (file.IsOverwritten)
                    ZeroRange.Clear(handle, position, position + content.Length);
                else if (file.GrowsWithContent)
                    Folder.SetLength(handle, content.Length);
                tally.OnBytes(content.Length);
                if (file.CompletePiece() && !file.IsBroken)
                {
                    files.Publish(file);
                    tally.OnFileDone();
                }
            }
            catch (IOException cause) when (OpenFiles.IsNoSpace(cause))
            {
                throw new ArchivistException(new NoSpaceLeft(file.ToString()), cause);
            }
            catch (IOException cause)
            {
                file.Fail(Failure.Failed);
                tally.OnProblem(file, Failure.Failed, Cause.Of(cause));
            }
        }
    }
}
