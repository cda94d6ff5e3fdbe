using Archivist.Repository.Cataloguing;
using Archivist.Repository.Indexing;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;
using Archivist.Repository.Writing;

namespace Archivist.Repository.Repairing;

/// <summary>
/// Finds the snapshots that cannot be restored completely, and which parts of them can. Built without side effects; <see cref="ApplyAsync"/>
/// adds a snapshot without what is lost beside each damaged one.
/// </summary>
/// <remarks>
/// As restic describes it: a directory that cannot be read becomes an empty one, missing pieces of a file are left out and its size
/// is what is left, the new snapshot carries the tag <c>repaired</c> and names the damaged one as its original. Such a file
/// also says in its <c>error</c> field that it is not whole. What counts as lost is what no index knows, or what lies in a pack
/// that is not there or too short: bytes are not read, which is what 'repair packs' is for.
/// </remarks>
public sealed class SnapshotRepairPlan
{
    private readonly IndexedRepository _repository;
    private readonly TreeRewriting _trees;

    private SnapshotRepairPlan(IndexedRepository repository, TreeRewriting trees)
    {
        _repository = repository;
        _trees = trees;
    }

    /// <summary>Snapshots with losses.</summary>
    public required IReadOnlyList<SnapshotDamage> Damaged { get; init; }

    /// <summary>Snapshot files that cannot be read at all. They stay: a replica may have them whole, and only their name, given to a forget, removes them.</summary>
    public required IReadOnlyList<ObjectName> Unreadable { get; init; }

    /// <summary>The number of intact snapshots.</summary>
    public required int Whole { get; init; }

    /// <summary>Walks every snapshot that matches.</summary>
    public static async Task<SnapshotRepairPlan> BuildAsync(OpenRepository repository, IReadOnlyList<Snapshot> snapshots, CancellationToken cancellationToken)
    {
        var indexed = await LoadPresentAsync(repository, cancellationToken);
        var trees = new TreeRewriting(indexed);
        var damaged = new List<SnapshotDamage>();
        foreach (var snapshot in snapshots)
        {
            var losses = new List<string>();
            var root = await trees.InspectAsync(snapshot.Tree, losses, cancellationToken);
            if (root is not TreeState.Whole)
                damaged.Add(new SnapshotDamage(snapshot, losses, RootIsLost: root is TreeState.Unreadable));
        }

        return new SnapshotRepairPlan(indexed, trees)
        {
            Damaged = damaged,
            Unreadable = [.. repository.PassedOver.Where(name => name.Kind is ObjectKind.Snapshot)],
            Whole = snapshots.Count - damaged.Count,
        };
    }

    /// <summary>Writes the repaired snapshots, and, when asked to, removes the damaged ones when theirs is durable.</summary>
    /// <param name="held">The exclusive lock under which the plan was built.</param>
    /// <param name="forget">Remove the damaged snapshots, also those of which nothing is left.</param>
    /// <param name="programVersion">Entered into the new snapshots.</param>
    /// <param name="cancellationToken">Stops it between two snapshots.</param>
    public async Task<IReadOnlyList<(Snapshot Damaged, Snapshot? Repaired)>> ApplyAsync(
        RepositoryLock held, bool forget, string programVersion, CancellationToken cancellationToken)
    {
        var results = new List<(Snapshot, Snapshot?)>();
        foreach (var damage in Damaged)
        {
            Snapshot? repaired = null;
            if (!damage.RootIsLost)
            {
                await using var writer = _repository.BeginWrite(PackSizing.Default);
                var tree = await _trees.RewriteAsync(damage.Snapshot.Tree, writer, cancellationToken);
                var old = damage.Snapshot;
                repaired = await writer.CommitAsync(
                    old with
                    {
                        Tree = tree,
                        Original = old.Original ?? old.Id,
                        Tags = old.Tags.Contains("repaired") ? old.Tags : [.. old.Tags, "repaired"],
                        ProgramVersion = programVersion,
                    },
                    cancellationToken);
            }

            if (forget)
            {
                await held.ConfirmAsync(cancellationToken);
                await _repository.Repository.Store.RemoveAsync(new ObjectName(ObjectKind.Snapshot, damage.Snapshot.Id.Value), cancellationToken);
            }

            results.Add((damage.Snapshot, repaired));
        }

        return results;
    }

    /// <summary>Only what lies in packs that are there and long enough counts as known.</summary>
    private static async Task<IndexedRepository> LoadPresentAsync(OpenRepository repository, CancellationToken cancellationToken)
    {
        var catalogue = await IndexCatalogue.LoadAsync(repository, damaged: null, cancellationToken);
        var lengths = (await repository.Store.ListSortedAsync(ObjectKind.Pack, cancellationToken)).ToDictionary(pack => pack.Name.Id, pack => pack.Length);
        var index = new MasterIndex();
        foreach (var pack in catalogue.Packs)
        {
            if (lengths.TryGetValue(pack.Id.Value, out var length))
                index.Add(pack.Id, [.. pack.Blobs.Where(blob => blob.Offset + (long)blob.Length <= length)]);
        }

        return new IndexedRepository(repository, index);
    }
}
