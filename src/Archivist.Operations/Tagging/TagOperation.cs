using Archivist.Evidence;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;

namespace Archivist.Operations.Tagging;

/// <summary>Changes the tags of snapshots. A changed snapshot gets a new id.</summary>
public sealed class TagOperation(OperationEnvironment environment) : Operation<TagRequest, TagResult>(environment)
{
    private protected override async Task<TagResult> RunAsync(TagRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var repository = await archive.UnlockAsync(cancellationToken);
        if (request.IsDryRun)
            return await ChangeAsync(request, archive, repository, null, cancellationToken);
        await using var held = await archive.LockAsync(repository, exclusive: true, cancellationToken);
        return await held.RunAsync(stop => ChangeAsync(request, archive, repository, held, stop), cancellationToken);
    }

    private static async Task<TagResult> ChangeAsync(
        TagRequest request, Archive archive, OpenRepository repository, RepositoryLock? held, CancellationToken cancellationToken)
    {
        var changed = 0;
        foreach (var snapshot in await request.Snapshots.FindAsync(archive, repository, withLedger: true, cancellationToken))
        {
            var tags = request.Change.ApplyTo(snapshot.Tags);
            if (tags.SequenceEqual(snapshot.Tags))
                continue;
            changed++;
            var written = held is null ? null : await request.Change.WriteAsync(repository, snapshot, held, cancellationToken);
            if (written is not null)
            {
                archive.Enter(new LedgerEntry.SnapshotRewritten(archive.Context.Clock.GetUtcNow(), written.Id.ToString(), snapshot.Id.ToString()));
                archive.EnterForgotten([snapshot.Id.ToString()]);
            }

            request.Tagged(new TaggedSnapshot(snapshot, written, tags));
        }

        return new TagResult(changed, held is null);
    }
}
