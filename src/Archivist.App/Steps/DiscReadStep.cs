using Archivist.Correction.Rs03;
using Archivist.App.Cli;
using Archivist.App.Composition;
using Archivist.App.Configuration;
using Archivist.Discs.Catalogue;
using Archivist.Discs.Rescue;
using Archivist.Evidence;
using Archivist.Images.Model;
using Archivist.Images.Reading;
using Archivist.Platform;
using Archivist.Platform.Problems;

namespace Archivist.App.Steps;

/// <summary>Reads a disc whole and notes in catalogue and ledger how it is.</summary>
internal static class DiscReadStep
{
    internal static Task<DiscReadResult> ReadAsync(CommandContext context, DiscReadOrder order, CancellationToken cancellationToken) =>
        DiscReadOut.RunAsync(
            order,
            context.Clock,
            new ProgressDisplay<RescueProgress>(context.Output, context.Clock, (now, _) =>
                $"{Word(now.Stage)} {now.Source}: {Quantity.Bytes(now.FinishedSectors * Sector.Size)} read, {Quantity.Count(now.FailedReads, "read", "reads")} failed"),
            new ProgressDisplay<long>(context.Output, context.Clock, (bytes, elapsed) => $"correcting: {Quantity.Bytes(bytes)}, {Quantity.Rate(bytes, elapsed)}"),
            cancellationToken);

    /// <summary>Notes a reading of a disc that the catalogue has; a ledger entry goes with it.</summary>
    internal static async Task RecordAsync(
        CommandContext context, ArchivistSettings settings, CataloguedDisc disc, DiscReadOrder order, DiscReadResult result, Bookkeeping entries, CancellationToken cancellationToken)
    {
        var drive = string.Join(" + ", order.Sources.Select(DriveName.Of).Distinct());
        var reading = result.ToReading(context.Clock.GetUtcNow(), Operator.Current.Username, drive);
        await entries.TryAsync(() => Session.OpenCatalogue(settings).RecordReadingAsync(disc.Id, reading, cancellationToken));
        await entries.TryAsync(() => new ArchiveLedger(settings, context.Clock).AppendAsync(
            new LedgerEntry.DiscRead(
                reading.At, disc.Id.ToString(), drive.StartsWith('/') ? "drive" : drive, Word(reading.Outcome), reading.BadSectors, result.LostSectors, reading.Margin),
            cancellationToken));
    }

    /// <summary>Which disc the first of these images and drives that knows says it is; null when none does.</summary>
    internal static async Task<Guid?> IdentifyAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        foreach (var path in paths)
        {
            if (await IdentifyAsync(path, cancellationToken) is { } id)
                return id;
        }

        return null;
    }

    /// <summary>Which disc an image or a drive says it is; null when it does not, or no longer.</summary>
    internal static async Task<Guid?> IdentifyAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var image = await ProtectedImage.OpenAsync(path, cancellationToken);
            if (image.Find(DiscRecordFile.PathOnDisc) is not { Kind: DiscEntryKind.File } file || file.Length > DiscRecordFile.LargestFile)
                return null;
            await using var stream = image.OpenFile(file);
            using var content = new MemoryStream();
            await stream.CopyToAsync(content, cancellationToken);
            return DiscRecordFile.Read(content.GetBuffer().AsSpan(0, (int)content.Length), path).Id;
        }
        catch (Exception e) when (e is ArchivistException or IOException)
        {
            return null;
        }
    }

    /// <summary>The settings if there are any: a disc is read without them too, and then nothing is noted.</summary>
    internal static Task<ArchivistSettings?> FindSettingsAsync(System.CommandLine.ParseResult parsed, CancellationToken cancellationToken) =>
        Session.FindSettingsAsync(parsed, canDoWithout: false, cancellationToken);

    internal static string Word(DiscReadingOutcome outcome) => outcome.ToString().ToLowerInvariant();

    private static string Word(RescueStage stage) => stage.ToString().ToLowerInvariant();
}
