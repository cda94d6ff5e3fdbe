using Archivist.Capture;
using Archivist.Capture.Blocks;
using Archivist.Capture.Capturing;
using Archivist.Capture.Selecting;
using Archivist.Evidence;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Platform;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;

namespace Archivist.Operations.Capturing;

/// <summary>Takes one snapshot, with the newest one of the same machine and sources as its parent.</summary>
internal static class CaptureStep
{
    internal static async Task<CaptureResult> RunAsync(
        OperationContext context, OpenRepository repository, CaptureOrder order, RepositoryLock? held, CancellationToken cancellationToken)
    {
        var sources = order.Sources.Select(SourcePath.Absolute).ToList();
        // As the snapshot will list them.
        var paths = SourcePath.Ordered(sources.FindAll(SourcePath.Exists).Concat(order.Blocks.Sources.Select(BlockAddress.PathOf))).Select(PathText.Shown).ToList();
        var who = order.Host is { } host ? Operator.Current with { Hostname = host } : Operator.Current;
        var (selection, excludes) = await order.Selection.ReadAsync(cancellationToken);
        // Side by side: each is a tenth of an unchanged snapshot.
        var loading = Task.Run(() => repository.LoadIndexAsync(cancellationToken), cancellationToken);
        var finding = FindParentAsync(context, repository, order, order.Stream is { } stream ? [stream.Path] : paths, who, cancellationToken);
        await Task.WhenAll(loading, finding);
        var request = new CaptureRequest
        {
            Sources = sources,
            Unmatched = order.Unmatched,
            Own = order.Own,
            BlockSources = order.Blocks.Sources,
            BlockSize = order.Blocks.Size,
            Stream = order.Stream,
            Selection = selection,
            Excludes = excludes,
            Tags = order.Tags,
            Who = who,
            Time = order.Time,
            Parent = await finding,
            IgnoresInode = order.IgnoresInode,
            IgnoresChangeTime = order.IgnoresChangeTime,
            WithAccessTime = order.WithAccessTime,
            SkipsUnchanged = order.SkipsUnchanged,
            Sizing = order.Sizing,
            ProgramVersion = Product.NameAndVersion,
            ConfirmLock = held is null ? null : held.ConfirmAsync,
        };
        var progress = context.Progress<CaptureTotals>(totals => new(Work.Capturing, null, totals.Bytes, null, totals.Files, default));
        return await new SnapshotCapture(await loading, request, context.Clock, progress).RunAsync(cancellationToken);
    }

    /// <summary>Enters the snapshot into the ledger.</summary>
    internal static Task RecordAsync(ArchiveLedger evidence, OperationContext context, CaptureResult result, CancellationToken cancellationToken) =>
        evidence.AppendAsync(
            new LedgerEntry.SnapshotTaken(
                context.Clock.GetUtcNow(), result.Snapshot.Id.ToString(), result.Totals.Files, result.Totals.Bytes, result.Unreadable.Count),
            cancellationToken);

    private static async Task<Snapshot?> FindParentAsync(
        OperationContext context, OpenRepository repository, CaptureOrder order, IReadOnlyList<string> paths, Operator who, CancellationToken cancellationToken)
    {
        var snapshots = await repository.ListSnapshotsAsync(cancellationToken);
        var ours = snapshots.Where(snapshot => snapshot.Hostname == who.Hostname && snapshot.Paths.ToHashSet(StringComparer.Ordinal).SetEquals(paths)).ToList();
        var now = GoTime.From(context.Clock.GetUtcNow());
        foreach (var ahead in ours.Where(snapshot => LatestDoubt.IsAfter(snapshot.Time, now)).TakeLast(1))
            context.Warn($"snapshot {ahead.Id.Value.Short} of these sources is dated {ahead.Time}, after now: it stays 'latest' until it is removed ('archivist forget {ahead.Id.Value.Short}')");
        if (order.Time is { } chosen && LatestDoubt.IsAfter(chosen, now))
            context.Warn($"--time {chosen} is after now: this snapshot will be 'latest' until then");
        if (order.ReadsEverything)
            return null;
        if (order.Parent is { } named)
            return SnapshotFilter.All.Find(snapshots, named);
        ours = ours.FindAll(snapshot => order.Time is not { } time || time.CompareTo(snapshot.Time) >= 0);
        // The last one that was taken, also when a wrong clock dated another one later.
        return ours.Count == 0 ? null : LatestDoubt.LastChild(ours, ours[^1]);
    }
}
