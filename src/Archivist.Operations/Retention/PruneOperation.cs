using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Placing;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Operations.Retention;

/// <summary>Removes the content that no snapshot needs.</summary>
public sealed class PruneOperation(OperationEnvironment environment) : Operation<PruneRequest, PruneResult>(environment)
{
    private protected override async Task<PruneResult> RunAsync(PruneRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var repository = await archive.UnlockAsync(cancellationToken);
        if (request.Options.RepackUncompressed && repository.Version < 2)
            throw new ArchivistException(new CompressionUnsupported(repository.Store.Location));
        if (request.IsDryRun)
            return new PruneResult(await PackPruning.PlanAsync(context, repository, request.Options, new HashSet<SnapshotId>(), cancellationToken), IsDryRun: true);
        if (!request.AllowsBelowPolicy)
            await RemovalGuard.RequirePolicyMetAsync(archive, cancellationToken);
        await using var held = await archive.LockAsync(repository, exclusive: true, cancellationToken);
        var outcome = await held.RunAsync(stop => PackPruning.ApplyAsync(archive, repository, held, request.Options, stop), cancellationToken);
        return new PruneResult(outcome, IsDryRun: false) { Verdict = outcome.Noted };
    }
}
