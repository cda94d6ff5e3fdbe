using Archivist.Discs.Catalogue;
using Archivist.Discs.Sets;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Opening;
using Archivist.Restore;
using Archivist.Restore.Comparing;
using Archivist.Restore.Restoring;

namespace Archivist.Operations.Restoring;

/// <summary>Restores a snapshot, or a part of one, into a directory, from the repository or from discs.</summary>
public sealed class RestoreOperation(OperationEnvironment environment) : Operation<RestoreRequest, RestoreResult>(environment)
{
    private protected override async Task<RestoreResult> RunAsync(RestoreRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var startedAt = context.Clock.GetTimestamp();
        var (discs, reading, repository, path) = await OpenAsync(request, archive, cancellationToken);
        using var opened = discs;
        await using var read = reading;
        var chosen = await ChosenSnapshot.FindAsync(archive, repository, request.Snapshot, request.Filter, cancellationToken);
        var indexed = await repository.LoadIndexAsync(cancellationToken);
        var selection = request.Selection;
        if (await SingleEntry.FindAsync(indexed, chosen, cancellationToken) is var (directory, only))
        {
            if (request.Verifies || !selection.IsEverything)
                throw new ArchivistException(new FileNotSelectable(chosen.Path));
            (chosen, selection) = (directory, only);
        }

        var options = new RestoreOptions
        {
            Snapshot = chosen.Snapshot,
            Own = await FindOwnAsync(archive, discs is not null, cancellationToken),
            Folder = chosen.Path,
            Target = Path.GetFullPath(request.Target),
            Delta = request.Delta,
            Selection = selection,
            Overwrite = request.Overwrite,
            Deletes = request.Deletes,
            IsDryRun = request.IsDryRun,
            Stages = path is null ? null : Start(context, discs!, path, request),
            OnStep = request.IsDryRun ? request.Planned : null,
        };
        // Without anyone who looks at progress, the total need not be counted.
        var progress = context.Events.ProgressPace is null ? null : context.Progress<RestoreTotals>(
            totals => new(Work.Restoring, null, totals.BytesDone, totals.Whole?.Bytes, totals.FilesDone, default) { TotalCount = totals.Whole?.Files });
        var outcome = await new SnapshotRestore(indexed, options, progress).RunAsync(cancellationToken);
        var compared = request.Verifies
            ? await new SnapshotComparison(indexed).RunAsync(await chosen.FindTreeAsync(indexed, cancellationToken), options.Target, cancellationToken)
            : null;
        var verdict = outcome.Failure is not Failure.None ? outcome.Failure : compared is { Differences.Count: > 0 } ? Failure.Failed : Failure.None;
        return new RestoreResult(chosen.Snapshot, options.Target, outcome, compared, request.IsDryRun, context.Clock.GetElapsedTime(startedAt))
        {
            Verdict = verdict,
            Copies = reading?.Shares ?? [],
            BytesReadTwice = reading?.BytesReadTwice ?? 0,
            RecoverySet = verdict is Failure.TooFewReplicas or Failure.DataLoss ? discs?.Known.FirstOrDefault(disc => disc.Kind is DiscKind.Recovery)?.Set.Name : null,
        };
    }

    private static async Task<(DiscSet? Discs, ReadArchive? Reading, OpenRepository Repository, DiscRestorePath? Path)> OpenAsync(
        RestoreRequest request, Archive archive, CancellationToken cancellationToken)
    {
        if (request.Discs.Count > 0)
        {
            var (discs, repository, path) = await DiscSource.UnlockAsync(archive, request.Discs, request.DiscWait, cancellationToken);
            return (discs, null, repository, path);
        }

        var reading = await archive.OpenForReadingAsync(request.From, cancellationToken);
        return (null, reading, reading.Repository, null);
    }

    private static async Task<IReadOnlyList<OwnFolder>> FindOwnAsync(Archive archive, bool isFromDiscs, CancellationToken cancellationToken)
    {
        if (!isFromDiscs)
            return archive.OwnFolders(await archive.TryFindSettingsAsync(cancellationToken));
        return await archive.FindSettingsAsync(canDoWithout: true, cancellationToken) is { } settings ? OwnFolders.Of(settings) : [];
    }

    /// <summary>Says which discs it takes. The directories of the snapshot are kept on the target, without a name there, while discs change.</summary>
    private static DiscRestorePath Start(OperationContext context, DiscSet discs, DiscRestorePath path, RestoreRequest request)
    {
        var target = Path.GetFullPath(request.Target);
        DurableFile.CreateDirectory(target);
        discs.Progress = DiscSource.ShowProgress(context);
        return path.Start(target, (needs, atHand) =>
        {
            foreach (var need in needs)
                request.DiscNeeded?.Invoke(need, need.Disc.Packs.Any(atHand.Contains));
        });
    }
}
