using Archivist.Operations.Archives;
using Archivist.Operations.Events;
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
            if (held is not null)
                await plan.ApplyAsync(held, stop);
            return new IndexRepairResult(plan, held is null) { Verdict = plan.PacksUnreadable.Count > 0 ? Failure.Findings : Failure.None };
        },
        cancellationToken);
}
