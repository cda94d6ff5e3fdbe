using Archivist.Evidence;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Keys.Sharing;
using Archivist.Repository.Keys;

namespace Archivist.Operations.Keys;

/// <summary>Removes a password of a repository; the one in use stays.</summary>
public sealed class RemoveKeyOperation(OperationEnvironment environment) : Operation<RemoveKeyRequest, RemoveKeyResult>(environment)
{
    private protected override async Task<RemoveKeyResult> RunAsync(RemoveKeyRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var repository = await archive.UnlockAsync(cancellationToken);
        var key = await RepositoryKeys.FindAsync(repository, request.Key, cancellationToken);
        var paper = PaperChange.None;
        if (!request.IsDryRun)
        {
            await using var held = await archive.LockAsync(repository, exclusive: true, cancellationToken);
            await RepositoryKeys.RemoveAsync(repository, key, held, cancellationToken);
            paper = await PaperChange.EnterAsync(archive, [new LedgerEntry.KeyRemoved(archive.Context.Clock.GetUtcNow(), key.ToString())], cancellationToken);
        }

        return new RemoveKeyResult(key, request.IsDryRun) { Paper = paper };
    }
}
