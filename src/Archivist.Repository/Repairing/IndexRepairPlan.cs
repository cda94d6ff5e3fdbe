using Archivist.Repository.Cataloguing;
using Archivist.Repository.Ids;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Pruning;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Repairing;

/// <summary>
/// New indexes for a repository whose own are missing, damaged or wrong, made from what the packs say of themselves. Built
/// without side effects; <see cref="ApplyAsync"/> writes the new indexes, and removes the old ones when the new are durable.
/// </summary>
public sealed class IndexRepairPlan
{
    private readonly OpenRepository _repository;
    private readonly IndexCatalogue _old;
    private readonly IReadOnlyList<(PackId Pack, IReadOnlyList<PackedBlob> Blobs)> _changed;
    private readonly IReadOnlyList<ObjectName> _damagedIndexes;
    private readonly bool _overlaps;

    private IndexRepairPlan(
        OpenRepository repository, IndexCatalogue old, IReadOnlyList<(PackId, IReadOnlyList<PackedBlob>)> changed, IReadOnlyList<ObjectName> damagedIndexes)
    {
        _repository = repository;
        _old = old;
        _changed = changed;
        _damagedIndexes = damagedIndexes;
        _overlaps = old.Indexes.Sum(index => index.Packs.Count) > old.Packs.Count;
    }

    /// <summary>Packs whose header was read.</summary>
    public required int PacksRead { get; init; }

    /// <summary>Packs that no index had, or had otherwise.</summary>
    public int PacksChanged => _changed.Count;

    /// <summary>Packs that indexes name and that are not there; they are left out.</summary>
    public required IReadOnlyList<PackId> PacksMissing { get; init; }

    /// <summary>Packs whose header cannot be read. Their index entries stay, so that 'repair packs' can save the intact blobs.</summary>
    public required IReadOnlyList<PackId> PacksUnreadable { get; init; }

    /// <summary>Index files that cannot be read; they are removed.</summary>
    public int IndexesDamaged => _damagedIndexes.Count;

    /// <summary>Several indexes name the same pack; one will.</summary>
    public bool HasOverlaps => _overlaps;

    /// <summary>The indexes are right as they are.</summary>
    public bool IsEmpty => PacksChanged == 0 && PacksMissing.Count == 0 && IndexesDamaged == 0 && !_overlaps;

    /// <summary>Compares the indexes with the packs.</summary>
    /// <param name="repository">Should be locked exclusively when the plan is to be applied.</param>
    /// <param name="readAllPacks">Read the header of every pack, not only of those whose length the indexes do not explain.</param>
    /// <param name="packsRead">Headers read so far.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<IndexRepairPlan> BuildAsync(
        OpenRepository repository, bool readAllPacks, IProgress<int>? packsRead, CancellationToken cancellationToken)
    {
        var damaged = new List<ObjectName>();
        var old = await IndexCatalogue.LoadAsync(repository, (name, _) => damaged.Add(name), cancellationToken);
        var known = old.Packs.ToDictionary(pack => pack.Id);
        var present = await repository.Store.ListSortedAsync(ObjectKind.Pack, cancellationToken);
        var changed = new List<(PackId, IReadOnlyList<PackedBlob>)>();
        var unreadable = new List<PackId>();
        var read = 0;
        foreach (var item in present)
        {
            var pack = new PackId(item.Name.Id);
            known.TryGetValue(pack, out var entry);
            if (!readAllPacks && entry?.ExpectedLength == item.Length)
                continue;
            var header = await PackHeaderReading.TryReadAsync(repository, item, cancellationToken);
            packsRead?.Report(++read);
            if (header is null)
                unreadable.Add(pack);
            else if (entry is null || !header.ToHashSet().SetEquals(entry.Blobs))
                changed.Add((pack, header));
        }

        var there = present.Select(item => new PackId(item.Name.Id)).ToHashSet();
        return new IndexRepairPlan(repository, old, changed, damaged)
        {
            PacksRead = read,
            PacksMissing = [.. old.Packs.Select(pack => pack.Id).Where(pack => !there.Contains(pack))],
            PacksUnreadable = unreadable,
        };
    }

    /// <summary>Writes the new indexes, reads them back, removes the old ones. Removes no pack. Interrupted, old and new are both there.</summary>
    public async Task ApplyAsync(RepositoryLock held, CancellationToken cancellationToken)
    {
        if (IsEmpty)
            return;
        var gone = PacksMissing.Concat(_changed.Select(pack => pack.Pack)).ToHashSet();
        await new PackReplacement(_repository, _old, held, _damagedIndexes)
            .RunAsync(gone, _changed, _damagedIndexes, rewriteAll: true, null, cancellationToken);
    }
}
