using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Indexing;
using Archivist.Repository.Packs;

namespace Archivist.Repository.Writing;

/// <content>The workers: one hashes, the others leave out what is there already, compress, and seal into a pack.</content>
public sealed partial class RepositoryWriter
{
    private readonly Lock _addedGate = new();
    private BlobTable _added = new();

    /// <summary>Takes all that waits into one batch, for many pieces side by side are hashed in half the time, and passes it on piece by piece.</summary>
    private async Task HashBlobsAsync()
    {
        var batch = new BlobBatch();
        try
        {
            while (await _jobs.Reader.WaitToReadAsync(CancellationToken.None))
            {
                while (!batch.IsFull && _jobs.Reader.TryRead(out var job))
                    batch.Add(job);
                await HashAndPassOnAsync(batch);
                batch.Clear();
            }
        }
        finally
        {
            _hashed.Writer.Complete();
        }
    }

    private async Task HashAndPassOnAsync(BlobBatch batch)
    {
        try
        {
            _stop.Token.ThrowIfCancellationRequested();
            batch.HashAll();
            while (batch.Jobs.TryPeek(out var job))
            {
                await _hashedAhead.TakeAsync(job.Length, _stop.Token);
                await _hashed.Writer.WriteAsync(batch.Jobs.Dequeue(), CancellationToken.None);
            }
        }
        catch (Exception cause)
        {
            // The edge of a job: the caller that waits for it and all later callers get the cause; a cancellation is no cause.
            Fail(cause);
            foreach (var job in batch.Jobs)
            {
                job.TrySetException(_failure!);
                GiveBack(job);
            }
        }
    }

    private async Task SealBlobsAsync()
    {
        var sealing = new BlobSealing(_repository.Repository.Version >= 2, _sizing.Compression, _repository.Repository.Zstd);
        await foreach (var job in _hashed.Reader.ReadAllAsync(CancellationToken.None))
        {
            _hashedAhead.Return(job.Length);
            try
            {
                _stop.Token.ThrowIfCancellationRequested();
                for (var i = 0; i < job.Count; i++)
                    await SealBlobAsync(job.Type, job.Ids[i], job.Blobs[i], sealing);
            }
            catch (Exception cause)
            {
                Fail(cause);
            }
            finally
            {
                GiveBack(job);
            }
        }
    }

    private void GiveBack(BlobJob job)
    {
        job.ReleaseContent();
        _budget.Return(job.Length);
    }

    private async ValueTask SealBlobAsync(BlobType type, BlobId id, ReadOnlyMemory<byte> content, BlobSealing sealing)
    {
        if (!IsNew(type, id))
            return;
        Interlocked.Increment(ref type is BlobType.Tree ? ref _newTrees : ref _newData);
        Interlocked.Add(ref _newBytes, content.Length);
        var completed = SealIntoPack(type, id, content.Span, sealing, out var other);
        if (completed is not null)
            await PassOnAsync(completed, _stop.Token);
        if (other is not null)
            await PassOnAsync(other, _stop.Token);
    }

    private bool IsNew(BlobType type, BlobId id)
    {
        if (_repository.Index.Contains(type, id))
            return false;
        lock (_addedGate)
        {
            // An index may have been written since the first look, and what it holds forgotten here.
            return _added.TryAdd(type, id, out _) && !_repository.Index.Contains(type, id);
        }
    }

    /// <summary>What is in the index by now need not be remembered here as well: of a terabyte that would be as much again.</summary>
    private void ForgetIndexed()
    {
        lock (_addedGate)
        {
            var left = new BlobTable();
            for (var number = 0; number < _added.Count; number++)
            {
                ref var entry = ref _added[number];
                if (!_repository.Index.Contains(entry.Type, entry.Id))
                    left.TryAdd(entry.Type, entry.Id, out _);
            }

            _added = left;
        }
    }

    /// <summary>Returns the packs that became complete: the one that had no room, and the one that was filled.</summary>
    private PackBuilder? SealIntoPack(BlobType type, BlobId id, ReadOnlySpan<byte> content, BlobSealing sealing, out PackBuilder? other)
    {
        var payload = sealing.Compress(type, content, out var uncompressedLength);
        var pack = Reserve(type, id, payload.Length + Sealer.Overhead, uncompressedLength, out var place, out other);
        _repository.Repository.Sealers.Seal(payload, place.Span);
        return pack.Release() ? pack : null;
    }
}
