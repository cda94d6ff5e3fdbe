using Archivist.Evidence;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Platform;
using Archivist.Repository.Repairing;

namespace Archivist.Operations.Repairing;

/// <summary>Rewrites damaged snapshots without what is lost.</summary>
public sealed class SnapshotRepairOperation(OperationEnvironment environment) : Operation<SnapshotRepairRequest, SnapshotRepairResult>(environment)
{
    private protected override Task<SnapshotRepairResult> RunAsync(SnapshotRepairRequest request, Archive archive, CancellationToken cancellationToken) => archive.RepairAsync(
        request.IsDryRun,
        async (repository, held, stop) =>
        {
            var snapshots = await request.Snapshots.FindAsync(archive, repository, withLedger: true, stop);
            var plan = await SnapshotRepairPlan.BuildAsync(repository, snapshots, stop);
            var repaired = held is null ? [] : await plan.ApplyAsync(held, request.Forgets, Product.NameAndVersion, stop);
            foreach (var (damaged, written) in repaired)
            {
                if (written is not null)
                    archive.Enter(new LedgerEntry.SnapshotRewritten(archive.Context.Clock.GetUtcNow(), written.Id.ToString(), damaged.Id.ToString()));
            }

            if (request.Forgets)
                archive.EnterForgotten(repaired.Select(item => item.Damaged.Id.ToString()));
            return new SnapshotRepairResult(
                [.. plan.Damaged.Select(damage => new RepairedSnapshot(damage, repaired.FirstOrDefault(item => item.Damaged.Id == damage.Snapshot.Id).Repaired))],
                plan.Unreadable, plan.Whole, held is null);
        },
        cancellationToken);
}
