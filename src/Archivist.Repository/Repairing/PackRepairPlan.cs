using Archivist.Platform.Problems;
using Archivist.Repository.Cataloguing;
using Archivist.Repository.Ids;
using Archivist.Repository.Indexing;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Problems;
using Archivist.Repository.Pruning;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Repairing;

/// <summary>
/// Saves the whole blobs of damaged packs into new ones. Built without side effects: everything is read, nothing written.
/// <see cref="ApplyAsync"/> writes new packs, then indexes, and removes the damaged packs last.
/// </summary>
public sealed class PackRepairPlan
{
    private readonly OpenRepository _repository;
    private readonly IndexCatalogue _catalogue;
    private readonly IReadOnlyList<(CataloguedPack Pack, BlobSet Whole)> _packs;

    private PackRepairPlan(OpenRepository repository, IndexCatalogue catalogue, IReadOnlyList<(CataloguedPack, BlobSet)> packs)
    {
        _repository = repository;
        _catalogue = catalogue;
        _packs = packs;
    }

    /// <summary>The outcome for each named pack.</summary>
    public required IReadOnlyList<PackSalvage> Packs { get; init; }

    /// <summary>Reads the named packs. One that neither an index nor its own header describes is <see cref="Failure.DataLoss"/>.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.DataLoss"/>: nothing can be saved of a pack (<see cref="PackBeyondRepair"/>).</exception>
    public static async Task<PackRepairPlan> BuildAsync(OpenRepository repository, IReadOnlyCollection<PackId> packs, CancellationToken cancellationToken)
    {
        var indexed = await IndexCatalogue.LoadAsync(repository, damaged: null, cancellationToken);
        var described = indexed.Packs.ToDictionary(pack => pack.Id, pack => (IReadOnlyList<PackedBlob>)pack.Blobs);
        foreach (var pack in packs.Where(pack => !described.ContainsKey(pack)))
        {
            var name = new ObjectName(ObjectKind.Pack, pack.Value);
            var length = await repository.Store.FindLengthAsync(name, cancellationToken);
            var header = length is null ? null : await PackHeaderReading.TryReadAsync(repository, new StoredObject(name, length.Value), cancellationToken);
            described.Add(pack, header ?? throw new ArchivistException(new PackBeyondRepair(pack, IsMissing: length is null)));
        }

        var catalogue = IndexCatalogue.Of(described.Select(pack => (pack.Key, pack.Value)), indexed.Indexes);
        var whole = new List<(CataloguedPack, BlobSet)>();
        var salvages = new List<PackSalvage>();
        foreach (var pack in catalogue.Packs.Where(pack => packs.Contains(pack.Id)))
        {
            var intact = await FindWholeAsync(repository, catalogue, pack, cancellationToken);
            whole.Add((pack, intact.Set));
            salvages.Add(new PackSalvage(pack.Id, intact.Count, pack.Blobs.Length - intact.Count));
        }

        return new PackRepairPlan(repository, catalogue, whole) { Packs = salvages };
    }

    /// <summary>Rewrites the intact blobs into new packs and removes the damaged packs.</summary>
    /// <param name="held">The exclusive lock under which the plan was built.</param>
    /// <param name="keepCopy">Takes the bytes of each damaged pack before it is removed.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task ApplyAsync(
        RepositoryLock held, Func<PackId, Stream, CancellationToken, Task> keepCopy, CancellationToken cancellationToken)
    {
        var repacking = new Repacking(_repository, new PruneOptions());
        foreach (var (pack, whole) in _packs)
            await repacking.TakeAsync(pack, whole, cancellationToken);
        var written = await repacking.FinishAsync(cancellationToken);
        List<ObjectName> deletions = [.. _packs.Select(pack => new ObjectName(ObjectKind.Pack, pack.Pack.Id.Value))];
        foreach (var name in deletions)
        {
            if (await _repository.Store.FindLengthAsync(name, cancellationToken) is null)
                continue;
            await using var content = await _repository.Store.OpenAsync(name, ByteRange.All, cancellationToken);
            await keepCopy(new PackId(name.Id), content, cancellationToken);
        }

        await new PackReplacement(_repository, _catalogue, held).RunAsync(
            _packs.Select(pack => pack.Pack.Id).ToHashSet(), written, deletions, rewriteAll: false, null, cancellationToken);
    }

    private static async Task<(BlobSet Set, int Count)> FindWholeAsync(
        OpenRepository repository, IndexCatalogue catalogue, CataloguedPack pack, CancellationToken cancellationToken)
    {
        var opener = new IndexedRepository(repository, new MasterIndex());
        var name = new ObjectName(ObjectKind.Pack, pack.Id.Value);
        var whole = new BlobSet(catalogue.Count);
        var count = 0;
        for (var i = 0; i < pack.Blobs.Length; i++)
        {
            var blob = pack.Blobs[i];
            if (blob.Length > BlobLimits.LargestBlob)
                continue;
            try
            {
                var bytes = new byte[blob.Length];
                await repository.Store.ReadRangeAsync(name, blob.Offset, bytes, cancellationToken);
                using var plaintext = opener.TryOpenBlob(blob, bytes, out _);
                if (plaintext is not null && whole.Add(pack.FirstPosition + i))
                    count++;
            }
            catch (Exception cause) when (cause is ObjectMissingException or EndOfStreamException)
            {
                // Not there to be saved.
            }
        }

        return (whole, count);
    }
}
