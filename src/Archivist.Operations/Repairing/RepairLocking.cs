using Archivist.Operations.Archives;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;

namespace Archivist.Operations.Repairing;

/// <summary>How a repair opens and locks a repository.</summary>
internal static class RepairLocking
{
    /// <summary>Runs a repair under an exclusive lock, or without any lock for a dry run.</summary>
    internal static async Task<TResult> RepairAsync<TResult>(
        this Archive archive, bool isDryRun, Func<OpenRepository, RepositoryLock?, CancellationToken, Task<TResult>> repair, CancellationToken cancellationToken)
    {
        var repository = await archive.UnlockAsync(cancellationToken);
        if (isDryRun)
            return await repair(repository, null, cancellationToken);
        await using var held = await archive.LockAsync(repository, exclusive: true, cancellationToken);
        return await held.RunAsync(stop => repair(repository, held, stop), cancellationToken);
    }
}
