using Archivist.Evidence;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Remembering;
using Archivist.Platform.Problems;
using Archivist.Repository.Repairing;

namespace Archivist.Operations.Repairing;

/// <summary>Rebuilds the indexes of a repository from the headers of its packs.</summary>
public sealed class IndexRepairOperation(OperationEnvironment environment) : Operation<IndexRepairRequest, IndexRepairResult>(environment)
{
    private protected override Task<IndexRepairResult> RunAsync(IndexRepairRequest request, Archive archive, CancellationToken cancellationToken) => archive.RepairAsync(
        request.IsDryRun,
        async (repository, held, stop) =>
        {
            var progress = archive.Context.Progress<int>(read => new(Work.ReadingPackHeaders, null, read, null, 0, default));
            var plan = await IndexRepairPlan.BuildAsync(repository, request.ReadsAllPacks, progress, stop);
            var noted = Failure.None;
            if (held is not null)
            {
                await plan.ApplyAsync(held, stop);
                archive.Enter(new LedgerEntry.IndexRepaired(archive.Context.Clock.GetUtcNow(), plan.PacksChanged, plan.PacksMissing.Count, plan.PacksUnreadable.Count));
                // What the indexes name now is what the repository has: packs that vanished are given up.
                noted = await PackInventory.NoteAsync(archive, repository.Store, inventory => inventory.NoteAllAsync(stop), stop);
            }

            return new IndexRepairResult(plan, held is null) { Verdict = Severity.Worse(noted, plan.PacksUnreadable.Count > 0 ? Failure.Findings : Failure.None) };
        },
        cancellationToken);
}
