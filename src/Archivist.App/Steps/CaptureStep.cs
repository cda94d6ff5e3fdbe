using Archivist.App.Cli;
using Archivist.App.Composition;
using Archivist.Capture;
using Archivist.Reports.Ledger;
using Archivist.Repository;

namespace Archivist.App.Steps;

/// <summary>Takes one snapshot, with the newest one of the same machine and sources as its parent.</summary>
internal static class CaptureStep
{
    internal static async Task<CaptureResult> RunAsync(
        CommandContext context, OpenRepository repository, IReadOnlyList<string> sources, IReadOnlyList<string> excludes,
        IReadOnlyList<string> tags, bool readEverything, BlockSelection blocks, CancellationToken cancellationToken)
    {
        var paths = sources.Select(Path.GetFullPath).Concat(blocks.Sources.Select(BlockAddress.PathOf)).Order(StringComparer.Ordinal).ToList();
        var parent = readEverything
            ? null
            : (await repository.ListSnapshotsAsync(cancellationToken)).LastOrDefault(
                snapshot => snapshot.Hostname == Operator.Current.Hostname && snapshot.Paths.Order(StringComparer.Ordinal).SequenceEqual(paths));
        var indexed = await repository.LoadIndexAsync(cancellationToken);
        var request = new CaptureRequest
        {
            Sources = [.. sources.Select(Path.GetFullPath)],
            BlockSources = blocks.Sources,
            BlockSize = blocks.Size,
            Excludes = excludes,
            Tags = tags,
            Who = Operator.Current,
            Parent = parent,
            ProgramVersion = Product.NameAndVersion,
        };
        var progress = new ProgressDisplay<CaptureTotals>(context.Output, context.Clock, (totals, elapsed) =>
            $"{Quantity.Count(totals.Files, "file", "files")}, {Quantity.Bytes(totals.Bytes)}, {Quantity.Rate(totals.Bytes, elapsed)}");
        return await new SnapshotCapture(indexed, request, context.Clock, progress).RunAsync(cancellationToken);
    }

    /// <summary>Enters the snapshot into the ledger.</summary>
    internal static Task RecordAsync(Evidence evidence, CommandContext context, CaptureResult result, CancellationToken cancellationToken) =>
        evidence.AppendAsync(
            new LedgerEntry.SnapshotTaken(
                context.Clock.GetUtcNow(), result.Snapshot.Id.ToString(), result.Totals.Files, result.Totals.Bytes, result.Unreadable.Count),
            cancellationToken);
}
