using System.CommandLine;
using System.Globalization;
using Archivist.App.Messages;
using Archivist.Discs.Catalogue;
using Archivist.Discs.Rescue;
using Archivist.Operations.Discs.Reading;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist disc read</c></summary>
internal static class DiscReadCommand
{
    private const int RunsNamed = 20;

    private static readonly Argument<string[]> Sources = new("source") { Description = "Drives or images; each later one is read only for missing sectors.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string?> Output = new("--output", "-o") { Description = "Image to write.", HelpName = "file" };
    private static readonly Option<bool> Scan = new("--scan") { Description = "Write no image; only scan the disc." };
    private static readonly Option<string?> Map = new("--map") { Description = "Map file in GNU ddrescue's format [IMAGE.map]", HelpName = "file" };
    private static readonly Option<int> Retries = new("--retries") { Description = "Number of retries of bad sectors.", HelpName = "n", DefaultValueFactory = _ => 1 };
    private static readonly Option<bool> Resume = new("--resume") { Description = "Resume with the existing image and map." };
    private static readonly Option<string?> Disc = new("--disc") { Description = "Which disc it is, if its own record is unreadable.", HelpName = "disc" };
    private static readonly Option<bool> NoRecord = new("--no-record") { Description = "Record nothing in the catalogue and the ledger." };

    internal static Command Create()
    {
        var command = new Command("read", "Rescue a disc from one or more drives and images, correct errors, and record its health.\n\nExample: archivist disc read /dev/sr0 --output alice.iso")
        {
            Sources, Output, Scan, Map, Retries, Resume, Disc, NoRecord, ForceOption.Force,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var order = Order(parsed);
        var request = new ReadDiscRequest { Archive = parsed.Access(), Reading = order, Disc = parsed.GetValue(Disc), WithoutRecords = parsed.GetValue(NoRecord) };
        ReadDiscResult result;
        try
        {
            result = await new ReadDiscOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        }
        catch (OperationCanceledException) when (order.Map is not null && order.Output is not null)
        {
            context.Output.Note($"  What was read is kept in {order.Output}{DiscReadOut.Unfinished}; continue with --resume.");
            throw;
        }

        if (result.IsCatalogued is false)
            context.Output.Note(result.Disc is null ? "  The disc does not say which one it is, so its reading was not noted; name it with --disc." : $"  Disc {result.Disc} is not in the catalogue, so its reading was not noted.");
        Show(context, order, result.Reading, result.Disc, result.IsRecorded, result.Elapsed);
        return ExitCode.Of(result.Verdict);
    }

    private static DiscReadOrder Order(ParseResult parsed)
    {
        var (output, map) = (parsed.GetValue(Output), parsed.GetValue(Map));
        if (output is null != parsed.GetValue(Scan))
            throw CommandLineProblem.Usage("an image is written with --output, or none with --scan", "Give one of the two.");
        map ??= output is null ? null : output + ".map";
        var sources = parsed.GetValue(Sources)!;
        if (parsed.GetValue(Resume) && (map is null || output is null))
            throw CommandLineProblem.Usage("--resume continues an image and its map", "Name the image with --output.");
        if (sources.Any(source => output is not null && Path.GetFullPath(source) == Path.GetFullPath(output)))
            throw CommandLineProblem.Usage($"{output}: it is read and written", "To continue an image, give --resume and the drive.");
        return parsed.GetValue(Retries) is < 0 or > 1000
            ? throw CommandLineProblem.Usage("--retries is a number from 0 to 1000", "Give 1 for a first try.")
            : new DiscReadOrder { Sources = sources, Output = output, Map = map, Retries = parsed.GetValue(Retries), Resumes = parsed.GetValue(Resume), Replaces = parsed.GetValue(ForceOption.Force) };
    }

    private static void Show(CommandContext context, DiscReadOrder order, DiscReadResult result, Guid? id, bool isRecorded, TimeSpan elapsed)
    {
        foreach (var (first, count) in (result.Correction?.Lost ?? (result.LostSectors > 0 ? result.Map.Missing(result.Map.Sectors) : null))?.Runs().Take(RunsNamed) ?? [])
            context.Output.Warn($"{Quantity.Count(count, "sector", "sectors")} from block {first} (byte {first * 2048}): lost");
        context.Output.Show(
            new DiscReadRecord(
                "disc_read", order.Output, order.Map, id?.ToString(), OutcomeWord.Of(result.Outcome), result.Map.Sectors, result.UnreadableSectors,
                result.Correction?.Wrong.Count ?? 0, result.CorrectedSectors, result.LostSectors, result.Correction?.LostRows ?? 0,
                result.Layout?.Roots, result.WorstErasures, result.Margin,
                [.. result.Sources.Select(source => new SourceReadRecord(source.Source, DriveName.Of(source.Source), source.Sectors, source.FailedSectors, Math.Round(source.BytesPerSecond)))],
                isRecorded, elapsed.TotalSeconds),
            static json => json.DiscReadRecord,
            record => Sentence(result, record) + $", in {Quantity.Duration(elapsed)}");
        if (result.Outcome is DiscReadingOutcome.Damaged)
            context.Output.Note(order.Output is null ? "  Read it into an image in another drive." : $"  Read the rest in another drive, or from another copy: archivist disc read OTHER --output {order.Output} --resume");
        else if (result.Outcome is DiscReadingOutcome.Corrected && order.Output is null)
            context.Output.Note("  Read it into an image with --output, which corrects it.");
    }

    private static string Sentence(DiscReadResult result, DiscReadRecord record)
    {
        var margin = result.Margin is { } share ? string.Create(CultureInfo.InvariantCulture, $"; {share * 100:0} % of the error correction of the worst row is left") : "; the disc has no error correction, or none was found";
        var read = $"{Quantity.Count(record.Sectors - record.UnreadableSectors, "sector", "sectors")} of {record.Sectors.ToString("#,0", CultureInfo.InvariantCulture)} read";
        if (result.RunOutSectors > 0)
            read = $"{Quantity.Count(record.Sectors - result.RunOutSectors, "sector", "sectors")} read, all up to the end of the disc; the {result.RunOutSectors} behind it are no part of it";
        return result.Outcome switch
        {
            DiscReadingOutcome.Good => $"Whole: {read}{margin}",
            DiscReadingOutcome.Corrected => $"{(record.Image is null ? "Correctable" : "Corrected")}: {read}, {Quantity.Count(record.CorrectedSectors, "sector", "sectors")} given back by error correction{margin}",
            _ => $"LOST: {read}, {Quantity.Count(record.CorrectedSectors, "sector", "sectors")} given back by error correction, {record.LostSectors} lost"
                + (record.LostRows > 0 ? $" in {Quantity.Count(record.LostRows, "row", "rows")}" : "") + margin,
        };
    }
}
