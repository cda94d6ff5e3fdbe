using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Platform;
using Archivist.Repository.Locks;

namespace Archivist.Operations.Locking;

/// <summary>Removes locks that their processes have left behind.</summary>
public sealed class UnlockOperation(OperationEnvironment environment) : Operation<UnlockRequest, UnlockResult>(environment)
{
    private protected override async Task<UnlockResult> RunAsync(UnlockRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var repository = await archive.UnlockAsync(cancellationToken);
        var plan = await RepositoryLocks.PlanRemovalAsync(repository, request.RemovesAll, Operator.Current, archive.Context.Clock, cancellationToken);
        foreach (var (name, found) in plan)
        {
            if (!request.IsDryRun)
                await repository.Store.RemoveAsync(name, cancellationToken);
            request.Removed(name, found);
        }

        return new UnlockResult(plan.Count, request.IsDryRun);
    }
}
