using Archivist.Capture.Capturing;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Discs.Cataloguing;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Replicas.Stores.Wrappers;
using Archivist.Repository.Opening;

namespace Archivist.Operations.Capturing;

/// <summary>Takes a snapshot of files, directories, block devices or a stream, and enters it into the ledger.</summary>
public sealed class CaptureOperation(OperationEnvironment environment) : Operation<CaptureRequest, CaptureResult>(environment)
{
    private protected override async Task<CaptureResult> RunAsync(CaptureRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var settings = await archive.FindSettingsAsync(cancellationToken);
        var complete = Complete(request, settings);
        var startedAt = context.Clock.GetTimestamp();
        var store = archive.OpenStore(settings);
        var found = await SealedRepository.FindAsync(request.IsDryRun ? new DiscardingStore(store) : store, cancellationToken);
        var repository = await archive.UnlockAsync(found, settings, cancellationToken);
        // A dry run writes nothing, not even a lock.
        await using var held = request.IsDryRun ? null : await archive.LockAsync(repository, exclusive: false, cancellationToken);
        var own = archive.OwnFolders(settings);
        var entries = new Bookkeeping();
        var outcome = held is null
            ? await SnapshotTaking.RunAsync(context, repository, complete, own, held, cancellationToken)
            : await held.RunAsync(
                async stop =>
                {
                    var taken = await SnapshotTaking.RunAsync(context, repository, complete, own, held, stop);
                    await SnapshotTaking.NotePacksAsync(archive, repository, taken, entries, stop);
                    if (settings is not null)
                        await entries.TryAsync(() => CatalogueKeeping.KeepAsync(context, settings, repository, stop));
                    return taken;
                },
                cancellationToken);
        var elapsed = context.Clock.GetElapsedTime(startedAt);
        if (settings is not null && !request.IsDryRun && !outcome.IsSkipped)
            await RecordAsync(context, settings, outcome, entries, cancellationToken);
        var failures = entries.Take().ToList();
        return new CaptureResult(outcome, request.IsDryRun, elapsed)
        {
            FailedEntries = failures,
            Verdict = Severity.Worst(failures.Select(failure => failure.Failure).Concat(outcome.Notes.Select(note => note.Failure).Where(failure => failure is Failure.Findings)).Append(outcome.Unreadable.Count == 0 ? Failure.None : Failure.SnapshotIncomplete)),
        };
    }

    private static async Task RecordAsync(
        OperationContext context, ArchivistSettings settings, CaptureOutcome outcome, Bookkeeping entries, CancellationToken cancellationToken)
    {
        try
        {
            await entries.TryAsync(() => SnapshotTaking.RecordAsync(new ArchiveLedger(settings, context.Clock), context, outcome, cancellationToken));
        }
        catch (OperationCanceledException cause) when (cancellationToken.IsCancellationRequested)
        {
            // The snapshot is stored, and the operator shall see it.
            entries.Add(Failures.Of(cause, isStopped: true));
        }
    }

    /// <summary>Fills in what the settings say: their sources where none are named, and what they leave out.</summary>
    private static CaptureRequest Complete(CaptureRequest request, ArchivistSettings? settings)
    {
        var isNamed = request.Sources.Count > 0 || request.Unmatched.Count > 0 || request.BlockSources.Count > 0 || request.Stream is not null;
        var sources = isNamed ? request.Sources : settings?.Archive.Sources ?? [];
        var blocks = isNamed ? request.BlockSources : settings?.Archive.BlockSources ?? [];
        if (sources.Count == 0 && blocks.Count == 0 && request.Stream is null)
            throw new ArchivistException(request.Unmatched is [var first, ..] ? new NoSources(first.Path, first.Cause) : new NoSources(null, null));
        return request with
        {
            Sources = sources,
            BlockSources = blocks,
            RecordsSystem = request.RecordsSystem || (!isNamed && settings?.Archive.RecordsSystem is true),
            LeavesOutUnopenedBlocks = request.LeavesOutUnopenedBlocks || !isNamed,
            Selection = (settings?.Archive.Selection ?? SelectionSettings.Everything).And(request.Selection),
        };
    }
}
