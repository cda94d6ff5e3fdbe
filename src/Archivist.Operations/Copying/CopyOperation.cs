using Archivist.Evidence;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Remembering;
using Archivist.Platform.Problems;
using Archivist.Repository.Copying;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;

namespace Archivist.Operations.Copying;

/// <summary>Copies snapshots into the archive from another repository, which has keys of its own.</summary>
public sealed class CopyOperation(OperationEnvironment environment) : Operation<CopyRequest, CopyResult>(environment)
{
    private protected override async Task<CopyResult> RunAsync(CopyRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var repository = await archive.UnlockAsync(cancellationToken);
        var found = await SealedRepository.FindAsync(context.OpenStore(request.From), cancellationToken);
        var password = request.FromPasswordFile is { } file
            ? await Password.ReadFileAsync(file, cancellationToken)
            : await context.AskPasswordAsync(new Question.Password(request.From), cancellationToken);
        var source = context.PassingOver(await found.UnlockAsync(password, cancellationToken));
        await using var reading = await archive.LockForReadingAsync(source, exclusive: false, cancellationToken);
        if (request.IsDryRun)
            return await CopyAsync(request, archive, source, repository, cancellationToken);
        await using var held = await archive.LockAsync(repository, exclusive: false, cancellationToken);
        return await held.RunAsync(stop => CopyAsync(request, archive, source, repository, stop), cancellationToken);
    }

    private static async Task<CopyResult> CopyAsync(
        CopyRequest request, Archive archive, OpenRepository source, OpenRepository repository, CancellationToken cancellationToken)
    {
        // The ledger is that of the repository that is copied into.
        var snapshots = await request.Snapshots.FindAsync(archive, source, withLedger: false, cancellationToken);
        var copy = await SnapshotCopy.PrepareAsync(
            await source.LoadIndexAsync(cancellationToken), await repository.LoadIndexAsync(cancellationToken), snapshots, cancellationToken);
        var progress = archive.Context.Progress<WriteTotals>(totals => new(Work.Copying, null, totals.NewBytes, null, 0, default));
        foreach (var snapshot in copy.Pending)
        {
            var (copied, added) = request.IsDryRun ? (null, default) : await copy.CopyAsync(snapshot, progress, cancellationToken);
            if (copied is not null)
                archive.Enter(new LedgerEntry.SnapshotCopied(archive.Context.Clock.GetUtcNow(), copied.Id.ToString(), snapshot.Id.ToString()));
            request.Copied(new CopiedSnapshot(snapshot, copied, added));
        }

        var noted = request.IsDryRun || copy.Pending.Count == 0 ? Failure.None
            : await PackInventory.NoteAsync(archive, repository.Store, inventory => inventory.NoteAsync(cancellationToken), cancellationToken);
        return new CopyResult(copy.Pending.Count, copy.Present, request.IsDryRun) { Verdict = noted };
    }
}
