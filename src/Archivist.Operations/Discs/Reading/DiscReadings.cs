using Archivist.Discs.Catalogue;
using Archivist.Discs.Rescue;
using Archivist.Evidence;
using Archivist.Images.Model;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Platform;

namespace Archivist.Operations.Discs.Reading;

/// <summary>Reads a disc whole and notes in catalogue and ledger how it is.</summary>
internal static class DiscReadings
{
    internal static Task<DiscReadResult> ReadAsync(OperationContext context, DiscReadOrder order, CancellationToken cancellationToken) =>
        DiscReadOut.RunAsync(
            order,
            context.Clock,
            context.Progress<RescueProgress>(now => new(Work.Rescuing, $"{Word(now.Stage)} {now.Source}", now.FinishedSectors * Sector.Size, null, now.FailedReads, default)),
            context.Progress(Work.Correcting),
            cancellationToken);

    /// <summary>Notes a reading of a disc that the catalogue has; a ledger entry goes with it.</summary>
    internal static async Task RecordAsync(
        OperationContext context, ArchivistSettings settings, CataloguedDisc disc, DiscReadOrder order, DiscReadResult result, Bookkeeping entries, CancellationToken cancellationToken)
    {
        var drive = string.Join(" + ", order.Sources.Select(DriveName.Of).Distinct());
        var reading = result.ToReading(context.Clock.GetUtcNow(), Operator.Current.Username, drive);
        await entries.TryAsync(() => context.OpenCatalogue(settings).RecordReadingAsync(disc.Id, reading, cancellationToken));
        await entries.TryAsync(() => new ArchiveLedger(settings, context.Clock).AppendAsync(
            new LedgerEntry.DiscRead(
                reading.At, disc.Id.ToString(), drive.StartsWith('/') ? "drive" : drive, Word(reading.Outcome), reading.BadSectors, result.LostSectors, reading.Margin),
            cancellationToken));
    }

    internal static string Word(DiscReadingOutcome outcome) => outcome.ToString().ToLowerInvariant();

    private static string Word(RescueStage stage) => stage.ToString().ToLowerInvariant();
}
