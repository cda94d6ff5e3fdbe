using System.CommandLine;
using Archivist.Operations.Archives;
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

    private static readonly Argument<string[]> Named = new("snapshots") { Description = "Ids, or 'latest'; all that match without any.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string> Mode = new("--mode")
    {
        Description = "What to count: restore-size, files-by-contents, blobs-per-file or raw-data.",
        HelpName = "mode",
        DefaultValueFactory = _ => "restore-size",
    };

    private static readonly SnapshotFilterOptions Filter = new("-H");

    internal static Command Create()
    {
        var command = new Command("stats", "Count what snapshots hold.\n\nExample: archivist stats latest --mode raw-data") { Named, Mode };
        Filter.AddTo(command);
        command.Add(CommonOptions.NoLock);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var word = parsed.GetValue(Mode)!;
        if (!Modes.TryGetValue(word, out var mode))
            throw new ArchivistException(Failure.Usage, $"--mode '{word}': there is no such mode") { Hint = $"Use one of {string.Join(", ", Modes.Keys)}." };
        var repository = await parsed.Archive().UnlockAsync(cancellationToken);
        await using var reading = await parsed.Archive().LockForReadingAsync(repository, exclusive: false, cancellationToken);
        var all = await repository.ListSnapshotsAsync(cancellationToken);
        var filter = Filter.Read(parsed);
        var named = parsed.GetValue(Named) ?? [];
        await LatestWarning.TellAsync(parsed.Archive(), true, repository, all, filter, named, cancellationToken);
        var counted = await RepositoryStatistics.CountAsync(
            await repository.LoadIndexAsync(cancellationToken),
            named.Length > 0 ? [.. named.Select(reference => filter.Find(all, reference))] : [.. all.Where(filter.Matches)], mode, cancellationToken);
        parsed.Context().Output.Show(
            new StatsRecord("stats", word, counted.Bytes, counted.Files, counted.Blobs, counted.UncompressedBytes, counted.Snapshots),
            CliJson.Default.StatsRecord,
            record => $"{record.Mode} of {Quantity.Count(record.SnapshotsCount, "snapshot", "snapshots")}: {Quantity.Bytes(record.TotalSize)}"
                + (record.TotalFileCount > 0 ? $", {Quantity.Count(record.TotalFileCount, "entry", "entries")}" : "")
                + (record.TotalBlobCount > 0 ? $", {Quantity.Count(record.TotalBlobCount, "blob", "blobs")}" : "")
                + (record.TotalUncompressedSize > 0 ? $", holding {Quantity.Bytes(record.TotalUncompressedSize)}" : ""));
        return 0;
    }
}
