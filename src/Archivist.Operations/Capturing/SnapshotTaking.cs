using Archivist.Capture;
using Archivist.Capture.Blocks;
using Archivist.Capture.Capturing;
using Archivist.Capture.Selecting;
using Archivist.Evidence;
using Archivist.Machine.Layout;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Operations.Remembering;
using Archivist.Platform;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;

namespace Archivist.Operations.Capturing;

/// <summary>Takes a snapshot, with the newest one of the same machine and sources as its parent.</summary>
internal static class SnapshotTaking
{
    /// <summary>Where a snapshot has the layout of its machine.</summary>
    private static readonly FileName LayoutFolder = FileName.Of("system");

    /// <summary>Takes it.</summary>
    /// <param name="context">What the operation is given.</param>
    /// <param name="repository">Where it is stored.</param>
    /// <param name="request">What is captured, with its sources named.</param>
    /// <param name="own">The archive's own directories on this machine.</param>
    /// <param name="held">The lock on the repository; null for a dry run.</param>
    /// <param name="cancellationToken">Stops the capture.</param>
    internal static async Task<CaptureOutcome> RunAsync(
        OperationContext context, OpenRepository repository, CaptureRequest request, IReadOnlyList<OwnFolder> own, RepositoryLock? held, CancellationToken cancellationToken)
    {
        var sources = request.Sources.Select(SourcePath.Absolute).ToList();
        // As the snapshot will list them.
        var paths = SourcePath.Ordered(sources.FindAll(SourcePath.Exists).Concat(request.BlockSources.Select(BlockAddress.PathOf))).Select(PathText.Shown).ToList();
        var who = request.Host is { } host ? Operator.Current with { Hostname = host } : Operator.Current;
        var (selection, excludes) = await request.Selection.ReadAsync(cancellationToken);
        // Side by side: each is a tenth of an unchanged snapshot.
        var loading = Task.Run(() => repository.LoadIndexAsync(cancellationToken), cancellationToken);
        var finding = FindParentAsync(context, repository, request, request.Stream is { } stream ? [stream.Path] : paths, who, cancellationToken);
        await Task.WhenAll(loading, finding);
        var (parent, snapshots) = await finding;
        var layout = request.RecordsSystem ? await new LayoutCapture(context.Clock).RunAsync(cancellationToken) : null;
        var disks = RememberedDisks.Of(context.Surroundings, repository);
        var options = new CaptureOptions
        {
            Sources = sources,
            Unmatched = request.Unmatched,
            Own = own,
            BlockSources = request.BlockSources,
            BlockSize = request.BlockSize,
            BlockReferences = await disks.FindAsync(request.BlockSources, snapshots, cancellationToken),
            ReadsBlocksWhole = request.ReadsEverything,
            ReadsBlocksWholeAfter = request.ReadsBlocksWholeAfter ?? TimeSpan.FromDays(7),
            LeavesOutUnopenedBlocks = request.LeavesOutUnopenedBlocks,
            Stream = request.Stream,
            MadeUp = layout is null ? null : new MadeUpFolder(LayoutFolder, [.. layout.Files.Select(file => new MadeUpFile(file.Path, file.Content))]),
            // A dry run changes nothing, not even for a moment.
            TakesPictures = request.RecordsSystem && held is not null,
            Selection = selection,
            Excludes = excludes,
            Tags = request.Tags,
            Who = who,
            Time = request.Time,
            Parent = parent,
            Changed = request.Changes is { } changes && changes.Snapshot == parent?.Id ? changes.Directories : null,
            IgnoresInode = request.IgnoresInode,
            IgnoresChangeTime = request.IgnoresChangeTime,
            WithAccessTime = request.WithAccessTime,
            SkipsUnchanged = request.SkipsUnchanged,
            Sizing = request.Sizing,
            ProgramVersion = Product.NameAndVersion,
            ConfirmLock = held is null ? null : held.ConfirmAsync,
            Storing = request.Storing,
        };
        var progress = context.Progress<CaptureTotals>(totals => new(Work.Capturing, null, totals.Bytes, null, totals.Files, default));
        var outcome = await new SnapshotCapture(await loading, options, context.Clock, progress).RunAsync(cancellationToken);
        if (held is not null)
            await disks.RememberAsync(outcome, context, cancellationToken);
        return layout is null ? outcome : outcome with { Notes = [.. outcome.Notes, .. layout.Problems] };
    }

    /// <summary>Notes the packs that a snapshot added, while its lock is held.</summary>
    internal static async Task NotePacksAsync(Archive archive, OpenRepository repository, CaptureOutcome result, Bookkeeping entries, CancellationToken cancellationToken)
    {
        if (result.Totals.Written.StoredBytes > 0)
            await NotePacksAsync(archive, repository, entries, cancellationToken);
    }

    /// <summary>The same for a snapshot of which it is not known what it added.</summary>
    internal static async Task NotePacksAsync(Archive archive, OpenRepository repository, Bookkeeping entries, CancellationToken cancellationToken)
    {
        await entries.TryAsync(async () =>
        {
            if (await PackInventory.FindAsync(archive, repository.Store, cancellationToken) is { } inventory)
                await inventory.NoteAsync(cancellationToken);
        });
    }

    /// <summary>Enters the snapshot into the ledger.</summary>
    internal static Task RecordAsync(ArchiveLedger evidence, OperationContext context, CaptureOutcome result, CancellationToken cancellationToken) =>
        evidence.AppendAsync(
            new LedgerEntry.SnapshotTaken(
                context.Clock.GetUtcNow(), result.Snapshot.Id.ToString(), result.Totals.Files, result.Totals.Bytes, result.Unreadable.Count),
            cancellationToken);

    private static async Task<(Snapshot? Parent, IReadOnlyList<Snapshot> All)> FindParentAsync(
        OperationContext context, OpenRepository repository, CaptureRequest request, IReadOnlyList<string> paths, Operator who, CancellationToken cancellationToken)
    {
        var snapshots = await repository.ListSnapshotsAsync(cancellationToken);
        var ours = snapshots.Where(snapshot => snapshot.Hostname == who.Hostname && snapshot.Paths.ToHashSet(StringComparer.Ordinal).SetEquals(paths)).ToList();
        var now = GoTime.From(context.Clock.GetUtcNow());
        foreach (var ahead in ours.Where(snapshot => LatestDoubt.IsAfter(snapshot.Time, now)).TakeLast(1))
            context.Warn(new SnapshotDatedAhead(ahead.Id, ahead.Time));
        if (request.Time is { } chosen && LatestDoubt.IsAfter(chosen, now))
            context.Warn(new ChosenTimeAhead(chosen));
        if (request.ReadsEverything)
            return (null, snapshots);
        if (request.Parent is { } named)
            return (SnapshotFilter.All.Find(snapshots, named), snapshots);
        if (request.Changes is { } changes && ours.Find(snapshot => snapshot.Id == changes.Snapshot) is { } last)
            return (last, snapshots);
        ours = ours.FindAll(snapshot => request.Time is not { } time || time.CompareTo(snapshot.Time) >= 0);
        // The last one that was taken, also when a wrong clock dated another one later.
        return (ours.Count == 0 ? null : LatestDoubt.LastChild(ours, ours[^1]), snapshots);
    }
}
