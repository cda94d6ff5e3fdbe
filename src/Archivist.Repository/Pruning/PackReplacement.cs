using Archivist.Platform.Problems;
using Archivist.Repository.Cataloguing;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Indexing;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Pruning;

/// <summary>
/// Replaces old packs with new ones: indexes first, deletions last (docs/decisions/prune-order.md). The one place that
/// removes indexes and packs.
/// </summary>
internal sealed class PackReplacement(
    OpenRepository repository, IndexCatalogue catalogue, RepositoryLock held, IReadOnlyList<ObjectName>? damagedIndexes = null)
{
    private const int BlobsPerIndex = 50_000;

    /// <summary>Makes new packs known and old ones unknown, then deletes.</summary>
    /// <param name="gone">Packs that no index names afterwards.</param>
    /// <param name="written">New packs, durable, and what they hold.</param>
    /// <param name="deletions">What is deleted at the end.</param>
    /// <param name="rewriteAll">Replace every index, not only those that name a pack that goes.</param>
    /// <param name="deleted">Called after each deletion.</param>
    /// <param name="cancellationToken">Stops it between two objects.</param>
    internal async Task RunAsync(
        IReadOnlySet<PackId> gone, IReadOnlyList<(PackId Pack, IReadOnlyList<PackedBlob> Blobs)> written, IReadOnlyList<ObjectName> deletions,
        bool rewriteAll, Action? deleted, CancellationToken cancellationToken)
    {
        foreach (var (pack, _) in written)
            await ReadBackAsync(pack, cancellationToken);
        var obsolete = catalogue.Indexes.Where(index => rewriteAll || index.Packs.Any(gone.Contains)).ToList();
        var moved = obsolete.SelectMany(index => index.Packs).Where(pack => !gone.Contains(pack)).ToHashSet();
        // With all entries that any index has of the pack: they may be spread over several.
        var indexes = await WriteIndexesAsync(
            catalogue.Packs.Where(pack => moved.Contains(pack.Id)).Select(pack => (pack.Id, (IReadOnlyList<PackedBlob>)pack.Blobs)).Concat(written),
            cancellationToken);

        await held.ConfirmAsync(cancellationToken);
        await RefuseStrangersAsync(indexes, cancellationToken);
        foreach (var index in obsolete)
            await repository.Store.RemoveAsync(index.Name, cancellationToken);

        await held.ConfirmAsync(cancellationToken);
        await RefuseStrangersAsync(indexes, cancellationToken);
        foreach (var name in deletions)
        {
            await repository.Store.RemoveAsync(name, cancellationToken);
            deleted?.Invoke();
        }
    }

    /// <summary>Old packs go on the word of new ones, so these are read once more, from the medium where the store can.</summary>
    private async Task ReadBackAsync(PackId pack, CancellationToken cancellationToken)
    {
        var name = new ObjectName(ObjectKind.Pack, pack.Value);
        repository.Store.Find<ICachedStore>()?.ForgetCached(name);
        await using var content = await repository.Store.OpenAsync(name, ByteRange.All, cancellationToken);
        if (await Digest.OfAsync(content, cancellationToken) != pack.Value)
            throw new ArchivistException(new WriteNotReadBack(name, repository.Store.Location));
    }

    private async Task<HashSet<ObjectName>> WriteIndexesAsync(
        IEnumerable<(PackId Pack, IReadOnlyList<PackedBlob> Blobs)> entries, CancellationToken cancellationToken)
    {
        var names = new HashSet<ObjectName>();
        var pending = new List<(PackId, IReadOnlyList<PackedBlob> Blobs)>();
        var blobs = 0;
        foreach (var entry in entries)
        {
            pending.Add(entry);
            blobs += entry.Blobs.Count;
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
        var name = await repository.WriteFileAsync(ObjectKind.Index, IndexFile.Write(packs), cancellationToken);
        // Old indexes go on the word of this one: it must be there and open.
        var read = 0;
        IndexFile.Read((await repository.ReadFileAsync(name, cancellationToken)).Span, name, (_, blobs) => read += blobs.Count);
        return read == packs.Sum(pack => pack.Blobs.Count) ? name : throw new ArchivistException(new WriteNotReadBack(name, repository.Store.Location));
    }

    /// <summary>
    /// An index that neither the plan nor this run knows was written by a process that ignored the lock, and may rely on
    /// packs that are about to be deleted.
    /// </summary>
    private async Task RefuseStrangersAsync(HashSet<ObjectName> written, CancellationToken cancellationToken)
    {
        var known = catalogue.Indexes.Select(index => index.Name).Concat(damagedIndexes ?? []).Concat(written).ToHashSet();
        foreach (var (name, _) in await repository.Store.ListSortedAsync(ObjectKind.Index, cancellationToken))
        {
            if (!known.Contains(name))
                throw new ArchivistException(new IndexAppeared(name, repository.Store.Location));
        }
    }
}
