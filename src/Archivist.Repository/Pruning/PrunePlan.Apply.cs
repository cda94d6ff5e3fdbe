using Archivist.Repository.Indexing;
using Archivist.Repository.Packs;
using Archivist.Repository.Pruning;

namespace Archivist.Repository;

/// <content>The deeds, in their order.</content>
public sealed partial class PrunePlan
{
    private const int BlobsPerIndex = 50_000;

    /// <summary>
    /// Writes needed blobs of partly used packs anew, then the indexes, then removes old indexes, then deletes packs that no
    /// index names any more.
    /// </summary>
    /// <param name="held">The exclusive lock under which the plan was built; it is confirmed before each removal.</param>
    /// <param name="progress">Packs written anew or deleted so far, and how many there are.</param>
    /// <param name="cancellationToken">Stops it between two objects; the next prune goes on.</param>
    public async Task ApplyAsync(RepositoryLock held, IProgress<(int Done, int Total)>? progress, CancellationToken cancellationToken)
    {
        if (IsForShow)
            throw new InvalidOperationException("The plan takes snapshots for gone that are still there.");
        if (IsEmpty)
            return;
        var repacked = _packs.Where(pack => _repacked.Contains(pack.Pack.Id)).ToList();
        List<PackId> doomed = [.. _packs.Where(pack => pack.KeptBlobs == 0 || _repacked.Contains(pack.Pack.Id)).Select(pack => pack.Pack.Id)];
        List<ObjectName> deletions =
        [
            .. doomed.Select(pack => new ObjectName(ObjectKind.Pack, pack.Value)),
            .. _unindexed.Select(pack => pack.Name),
        ];
        var total = repacked.Count + deletions.Count;
        var done = 0;

        var repacking = new Repacking(_repository, _options);
        foreach (var pack in repacked)
        {
            await repacking.TakeAsync(pack.Pack, _kept, cancellationToken);
            progress?.Report((++done, total));
        }

        var written = await repacking.FinishAsync(cancellationToken);
        var gone = doomed.ToHashSet();
        var indexes = await WriteIndexesAsync(gone, written, cancellationToken);

        await held.ConfirmAsync(cancellationToken);
        var obsolete = _catalogue.Indexes.Where(index => index.Packs.Any(gone.Contains)).Select(index => index.Name).ToHashSet();
        await RefuseStrangersAsync(indexes, cancellationToken);
        foreach (var name in obsolete.Where(name => !indexes.Contains(name)))
            await _repository.Store.RemoveAsync(name, cancellationToken);

        await held.ConfirmAsync(cancellationToken);
        await RefuseStrangersAsync(indexes, cancellationToken);
        foreach (var name in deletions)
        {
            await _repository.Store.RemoveAsync(name, cancellationToken);
            progress?.Report((++done, total));
        }
    }

    /// <summary>
    /// Indexes that name a doomed pack are replaced by new ones without it; the others stay. Returns the new ones, read back.
    /// </summary>
    private async Task<HashSet<ObjectName>> WriteIndexesAsync(
        HashSet<PackId> gone, IReadOnlyList<(PackId Pack, IReadOnlyList<PackedBlob> Blobs)> written, CancellationToken cancellationToken)
    {
        var touched = _catalogue.Indexes.Where(index => index.Packs.Any(gone.Contains)).ToList();
        var moved = touched.SelectMany(index => index.Packs).Where(pack => !gone.Contains(pack)).ToHashSet();
        // With all entries that any index has of the pack: they may be spread over several.
        var entries = _catalogue.Packs.Where(pack => moved.Contains(pack.Id))
            .Select(pack => (pack.Id, (IReadOnlyList<PackedBlob>)pack.Blobs)).Concat(written);
        var names = new HashSet<ObjectName>();
        var pending = new List<(PackId, IReadOnlyList<PackedBlob>)>();
        var blobs = 0;
        foreach (var entry in entries)
        {
            pending.Add(entry);
            blobs += entry.Item2.Count;
            if (blobs < BlobsPerIndex)
                continue;
            names.Add(await WriteIndexAsync(pending, cancellationToken));
            pending.Clear();
            blobs = 0;
        }

        if (pending.Count > 0)
            names.Add(await WriteIndexAsync(pending, cancellationToken));
        return names;
    }

    private async Task<ObjectName> WriteIndexAsync(
        IReadOnlyList<(PackId Pack, IReadOnlyList<PackedBlob> Blobs)> packs, CancellationToken cancellationToken)
    {
        var name = await _repository.WriteFileAsync(ObjectKind.Index, IndexFile.Write(packs), cancellationToken);
        // Old indexes go on the word of this one: it must be there and open.
        var read = 0;
        IndexFile.Read((await _repository.ReadFileAsync(name, cancellationToken)).Span, name, (_, blobs) => read += blobs.Count);
        return read == packs.Sum(pack => pack.Blobs.Count) ? name : throw new ArchivistException(
            Failure.Failed, $"{name} in {_repository.Store.Location}: what was written does not read back; nothing was removed");
    }

    /// <summary>
    /// An index that neither the plan nor this run knows was written by somebody who did not respect the lock, and may count on
    /// what is about to go.
    /// </summary>
    private async Task RefuseStrangersAsync(HashSet<ObjectName> written, CancellationToken cancellationToken)
    {
        var known = _catalogue.Indexes.Select(index => index.Name).Concat(written).ToHashSet();
        foreach (var (name, _) in await _repository.Store.ListSortedAsync(ObjectKind.Index, cancellationToken))
        {
            if (!known.Contains(name))
                throw new ArchivistException(
                    Failure.RepositoryLocked, $"{name}: somebody wrote to {_repository.Store.Location} although it is locked; nothing more was removed")
                {
                    Hint = "See that nobody else works on the repository, then run prune again.",
                };
        }
    }
}
