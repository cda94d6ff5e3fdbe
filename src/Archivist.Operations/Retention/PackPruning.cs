using Archivist.Evidence;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Remembering;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;
using Archivist.Repository.Pruning;

namespace Archivist.Operations.Retention;

/// <summary>Removes the content that no snapshot needs.</summary>
internal static class PackPruning
{
    /// <summary>Finds what would be removed if some snapshots were gone; changes nothing.</summary>
    internal static async Task<PruneOutcome> PlanAsync(
        OperationContext context, OpenRepository repository, PruneOptions options, IReadOnlySet<SnapshotId> without, CancellationToken cancellationToken)
    {
        var startedAt = context.Clock.GetTimestamp();
        var plan = await BuildAsync(context, repository, options, without, cancellationToken);
        return new PruneOutcome(plan.Figures, context.Clock.GetElapsedTime(startedAt));
    }

    /// <summary>Plans and removes, under an exclusive lock, and enters that in the ledger.</summary>
    internal static async Task<PruneOutcome> ApplyAsync(
        Archive archive, OpenRepository repository, RepositoryLock held, PruneOptions options, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var startedAt = context.Clock.GetTimestamp();
        var plan = await BuildAsync(context, repository, options, new HashSet<SnapshotId>(), cancellationToken);
        var figures = plan.Figures;
        if (!plan.IsEmpty)
            context.Note(new Notice.PruneDecided(figures.PacksDeleted + figures.PacksUnindexed, figures.PacksRepacked, figures.FreedBytes));
        var noted = Failure.None;
        var progress = context.Progress<(int Done, int Total)>(packs => new(Work.Repacking, null, packs.Done, packs.Total, 0, default));
        // Before the first one is gone: a prune that is killed must not look like packs that vanished.
        if (!plan.IsEmpty)
            await PackInventory.NoteAsync(archive, repository.Store, inventory => inventory.NoteRemovalAsync(plan.Removals, cancellationToken), cancellationToken);
        await plan.ApplyAsync(held, progress, cancellationToken);
        if (!plan.IsEmpty)
        {
            noted = await PackInventory.NoteAsync(archive, repository.Store, inventory => inventory.NoteAsync(cancellationToken), cancellationToken);
            archive.Enter(new LedgerEntry.Pruned(
                context.Clock.GetUtcNow(), figures.PacksDeleted + figures.PacksUnindexed + figures.PacksRepacked, figures.PacksRepacked, figures.FreedBytes));
        }

        return new PruneOutcome(figures, context.Clock.GetElapsedTime(startedAt)) { Noted = noted };
    }

    private static Task<PrunePlan> BuildAsync(
        OperationContext context, OpenRepository repository, PruneOptions options, IReadOnlySet<SnapshotId> without, CancellationToken cancellationToken) =>
        PrunePlan.BuildAsync(
            repository, options, without, context.Progress<int>(done => new(Work.FindingUsed, null, done, null, 0, default)), cancellationToken);
}
