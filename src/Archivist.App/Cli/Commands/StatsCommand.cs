using System.CommandLine;
using Archivist.App.Messages;
using Archivist.Operations.Listing;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Repository.Statistics;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist stats</c></summary>
internal static class StatsCommand
{
    private static readonly Dictionary<string, StatisticsMode> Modes = new()
    {
        ["restore-size"] = StatisticsMode.RestoreSize,
        ["files-by-contents"] = StatisticsMode.FilesByContents,
        ["blobs-per-file"] = StatisticsMode.BlobsPerFile,
        ["raw-data"] = StatisticsMode.RawData,
    };

    private static readonly Argument<string[]> Named = new("snapshots") { Description = "Snapshot IDs or 'latest' [all that match]", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string> Mode = new("--mode")
    {
        Description = "What to count: restore-size, files-by-contents, blobs-per-file or raw-data.",
        HelpName = "mode",
        DefaultValueFactory = _ => "restore-size",
    };

    private static readonly SnapshotFilterOptions Filter = new("-H");

    internal static Command Create()
    {
        var command = new Command("stats", "Show how much data snapshots hold.\n\nExample: archivist stats latest --mode raw-data") { Named, Mode };
        Filter.AddTo(command);
        command.Add(CommonOptions.NoLock);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var word = parsed.GetValue(Mode)!;
        if (!Modes.TryGetValue(word, out var mode))
            throw CommandLineProblem.Usage($"--mode: unknown mode '{word}'", $"Use one of {string.Join(", ", Modes.Keys)}.");
        var request = new StatisticsRequest { Archive = parsed.Access(), Snapshots = Filter.ReadChoice(parsed, parsed.GetValue(Named)), Mode = mode };
        var result = await new StatisticsOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        var counted = result.Counted;
        context.Output.Show(
            new StatsRecord("stats", word, counted.Bytes, counted.Files, counted.Blobs, counted.UncompressedBytes, counted.Snapshots),
            static json => json.StatsRecord,
            record => $"{record.Mode} of {Quantity.Count(record.SnapshotsCount, "snapshot", "snapshots")}: {Quantity.Bytes(record.TotalSize)}"
                + (record.TotalFileCount > 0 ? $", {Quantity.Count(record.TotalFileCount, "entry", "entries")}" : "")
                + (record.TotalBlobCount > 0 ? $", {Quantity.Count(record.TotalBlobCount, "blob", "blobs")}" : "")
                + (record.TotalUncompressedSize > 0 ? $", holding {Quantity.Bytes(record.TotalUncompressedSize)}" : ""));
        return ExitCode.Of(result.Verdict);
    }
}
