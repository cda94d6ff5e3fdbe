using Archivist.Platform.Problems;
using Archivist.Repository.Cataloguing;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Indexing;
using Archivist.Repository.Opening;
using Archivist.Repository.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Pruning;

/// <summary>
/// Which packs a prune keeps, rewrites and deletes, decided without side effects; <see cref="ApplyAsync"/> carries it out.
/// </summary>
/// <remarks>
/// The order of steps is that of docs/decisions/prune-order.md: killed anywhere, every snapshot restores and the next prune
/// takes up what is left. No clock is looked at.
/// </remarks>
public sealed partial class PrunePlan
{
    private readonly OpenRepository _repository;
    private readonly PruneOptions _options;
    private readonly IndexCatalogue _catalogue;
    private readonly IReadOnlyList<PackUse> _packs;
    private readonly BlobSet _kept;
    private readonly HashSet<PackId> _repacked;
    private readonly IReadOnlyList<StoredObject> _unindexed;

    private PrunePlan(
        OpenRepository repository, PruneOptions options, IndexCatalogue catalogue, IReadOnlyList<PackUse> packs, BlobSet kept,
        IReadOnlyList<StoredObject> unindexed, int usedBlobs)
    {
        _repository = repository;
        _options = options;
        _catalogue = catalogue;
        _packs = packs;
        _kept = kept;
        _unindexed = unindexed;
        _repacked = RepackChoice.Choose(packs, options, repository.Version);
        Figures = Count(usedBlobs);
    }

    /// <summary>What it does, in numbers.</summary>
    public PruneFigures Figures { get; }

    /// <summary>Some snapshots only count as gone, so the plan must not be applied.</summary>
    public bool IsForShow { get; private init; }

    /// <summary>Packs that may be gone once it was applied, and some of them when it was killed.</summary>
    public IReadOnlySet<Digest> Removals => _packs.Where(pack => pack.KeptBlobs == 0).Select(pack => pack.Pack.Id.Value)
        .Concat(_repacked.Select(pack => pack.Value)).Concat(_unindexed.Select(pack => pack.Name.Id)).ToHashSet();

    /// <summary>Nothing is to be done.</summary>
    public bool IsEmpty => _repacked.Count == 0 && _unindexed.Count == 0 && _packs.All(pack => pack.KeptBlobs > 0);

    /// <summary>
    /// Examines the whole repository and decides. A needed object that is missing or damaged is <see cref="Failure.DataLoss"/>; one that
    /// cannot be read is <see cref="Failure.Tampering"/>.
    /// </summary>
    /// <param name="repository">Should be locked exclusively when the plan is to be applied.</param>
    /// <param name="options">What it may cost.</param>
    /// <param name="without">Snapshots that count as gone, to show what a prune after a forget would do.</param>
    /// <param name="snapshotsDone">Snapshots walked so far.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ArchivistException">
    /// <see cref="Failure.DataLoss"/>: a needed object is missing; <see cref="Failure.Tampering"/>: one is damaged; <see cref="Failure.Failed"/>: there are
    /// packs but no snapshot (<see cref="PruneWithoutSnapshots"/>).
    /// </exception>
    public static async Task<PrunePlan> BuildAsync(
        OpenRepository repository, PruneOptions options, IReadOnlySet<SnapshotId> without, IProgress<int>? snapshotsDone,
        CancellationToken cancellationToken)
    {
        var catalogue = await IndexCatalogue.LoadAsync(repository, damaged: null, cancellationToken);
        var present = await repository.Store.ListSortedAsync(ObjectKind.Pack, cancellationToken);
        var lengths = present.ToDictionary(pack => new PackId(pack.Name.Id), pack => pack.Length);
        var packs = catalogue.Packs
            .Select(pack => new PackUse(pack, lengths.TryGetValue(pack.Id, out var length) ? length : null)).ToList();
        if (!options.AllowsNoSnapshots && present.Count > 0)
            await RefuseWithoutSnapshotsAsync(repository, present.Count, cancellationToken);
        var used = await UsedBlobs.FindAsync(ReaderOfTrees(repository, packs), catalogue, without, snapshotsDone, cancellationToken);
        var (kept, count) = ChooseCopies(catalogue, packs, used);
        var named = catalogue.Packs.Select(pack => pack.Id).ToHashSet();
        var unindexed = present.Where(pack => !named.Contains(new PackId(pack.Name.Id))).ToList();
        return new PrunePlan(repository, options, catalogue, packs, kept, unindexed, count) { IsForShow = without.Count > 0 };
    }

    /// <summary>Far more often than emptied on purpose, a repository without snapshots is one whose snapshots were lost or are out of sight.</summary>
    private static async Task RefuseWithoutSnapshotsAsync(OpenRepository repository, int packs, CancellationToken cancellationToken)
    {
        await foreach (var _ in repository.Store.ListAsync(ObjectKind.Snapshot, cancellationToken))
            return;
        throw new ArchivistException(new PruneWithoutSnapshots(repository.Store.Location, packs));
    }

    /// <summary>Directories are read from packs that are there whole, whatever other copies the indexes name.</summary>
    private static IndexedRepository ReaderOfTrees(OpenRepository repository, IReadOnlyList<PackUse> packs)
    {
        var index = new MasterIndex();
        foreach (var pack in packs.Where(pack => pack.HasTrees).OrderByDescending(pack => pack.IsUsable))
            index.Add(pack.Pack.Id, [.. pack.Pack.Blobs.Where(blob => blob.Type is BlobType.Tree)]);
        return new IndexedRepository(repository, index);
    }

    /// <summary>
    /// Of each needed blob one copy is kept. Packs with the least waste choose first: so after a prune that was killed when new
    /// packs were there and the old ones still, the old ones turn out to be unneeded.
    /// </summary>
    private static (BlobSet Kept, int Count) ChooseCopies(IndexCatalogue catalogue, IReadOnlyList<PackUse> packs, BlobSet used)
    {
        var first = new int[catalogue.Count];
        for (var i = 0; i < first.Length; i++)
            first[i] = i;
        foreach (var (position, copies) in catalogue.Copies)
        {
            foreach (var copy in copies)
                first[copy] = position;
        }

        long Waste(PackUse pack)
        {
            var waste = 0L;
            for (var i = 0; i < pack.Pack.Blobs.Length; i++)
                waste += used.Contains(first[pack.Pack.FirstPosition + i]) ? 0 : pack.Pack.Blobs[i].Length;
            return waste;
        }

        var claimed = new BlobSet(catalogue.Count);
        var kept = new BlobSet(catalogue.Count);
        var count = 0;
        foreach (var pack in packs.Where(pack => pack.IsUsable)
            .OrderBy(Waste).ThenByDescending(pack => pack.Length).ThenBy(pack => pack.Pack.Id.ToString(), StringComparer.Ordinal))
        {
            for (var i = 0; i < pack.Pack.Blobs.Length; i++)
            {
                var position = pack.Pack.FirstPosition + i;
                if (!used.Contains(first[position]) || !claimed.Add(first[position]))
                    continue;
                kept.Add(position);
                pack.Keep(pack.Pack.Blobs[i]);
                count++;
            }
        }

        RefuseLosses(packs, position => used.Contains(first[position]) && !claimed.Contains(first[position]));
        return (kept, count);
    }

    private static void RefuseLosses(IReadOnlyList<PackUse> packs, Func<int, bool> isLost)
    {
        var bad = packs.Where(pack => !pack.IsUsable
            && Enumerable.Range(pack.Pack.FirstPosition, pack.Pack.Blobs.Length).Any(isLost)).ToList();
        if (bad.Count == 0)
            return;
        var worst = bad[0];
        throw new ArchivistException(new NeededPackWrong(worst.Pack.Id, worst.IsMissing ? null : worst.Length, worst.Pack.ExpectedLength, bad.Count - 1));
    }

    private PruneFigures Count(int usedBlobs)
    {
        var repacked = _packs.Where(pack => _repacked.Contains(pack.Pack.Id)).ToList();
        var deleted = _packs.Where(pack => pack.KeptBlobs == 0 && !pack.IsMissing).ToList();
        var unindexedBytes = _unindexed.Sum(pack => pack.Length);
        return new PruneFigures
        {
            PacksKept = _packs.Count(pack => pack.KeptBlobs > 0) - repacked.Count,
            PacksRepacked = repacked.Count,
            PacksDeleted = deleted.Count,
            PacksUnindexed = _unindexed.Count,
            PacksMissing = _packs.Count(pack => pack.IsMissing),
            UsedBlobs = usedBlobs,
            UsedBytes = _packs.Sum(pack => pack.KeptBytes),
            UnusedBlobs = _packs.Sum(pack => pack.DroppedBlobs),
            DuplicateBlobs = _catalogue.Copies.Values.Sum(copies => copies.Count - 1),
            UnusedBytes = _packs.Sum(pack => pack.IsMissing ? 0 : pack.DroppedBytes) + unindexedBytes,
            RepackedBytes = repacked.Sum(pack => pack.Length),
            FreedBytes = deleted.Sum(pack => pack.Length) + unindexedBytes + repacked.Sum(pack => pack.DroppedBytes),
        };
    }
}
