using System.CommandLine;
using Archivist.Messages.English;
using Archivist.Operations.Archives;
using Archivist.Operations.Listing;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Repository.Trees;
using Archivist.Restore.Comparing;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist diff</c></summary>
internal static class DiffCommand
{
    private static readonly Argument<string> Before = new("before") { Description = SnapshotFilterOptions.Reference };
    private static readonly Argument<string> After = new("after") { Description = "Another snapshot, or a local directory (a path with a slash in it)." };
    private static readonly Option<bool> Metadata = new("--metadata") { Description = "Also show entries whose metadata alone differs." };
    private static readonly SnapshotFilterOptions Filter = new("-H");

    internal static Command Create()
    {
        var command = new Command("diff", "Show differences between two snapshots, or a snapshot and a directory.\n\nExample: archivist diff 1a2b3c4d latest:/home/alice")
        {
            Before, After, Metadata,
        };
        Filter.AddTo(command);
        command.Add(CommonOptions.NoLock);
        command.SetAction(RunAsync);
        return command;
    }

    private static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        IsDirectory(parsed.GetValue(After)!) ? CompareWithDirectoryAsync(parsed, cancellationToken) : CompareAsync(parsed, cancellationToken);

    /// <summary>A path of this machine has a slash, and none behind a colon as a directory of a snapshot has.</summary>
    private static bool IsDirectory(string text) => text is "." or ".."
        || (text.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash && !text[..slash].Contains(':', StringComparison.Ordinal));

    private static async Task<int> CompareAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (context, output) = (parsed.Context(), parsed.Context().Output);
        var request = new DiffRequest
        {
            Archive = parsed.Access(),
            Before = SnapshotReference.Parse(parsed.GetValue(Before)!),
            After = SnapshotReference.Parse(parsed.GetValue(After)!),
            Filter = Filter.Read(parsed),
            ShowsMetadata = parsed.GetValue(Metadata),
            Found = change => output.Show(
                new ChangeRecord("change", DisplayPath.Of(change.Path) + (change.IsFolder ? "/" : ""), change.Mark), static json => json.ChangeRecord,
                record => $"{record.Modifier,-5}{record.Path}"),
        };
        var result = await new DiffOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        output.Show(
            new DiffRecord(
                "statistics", result.Before.Id.ToString(), result.After.Id.ToString(), result.Statistics.ChangedFiles, result.Statistics.Added, result.Statistics.Removed),
            static json => json.DiffRecord,
            record => $"\n{Quantity.Count(record.ChangedFiles, "file", "files")} changed\n{Side("Added", record.Added)}\n{Side("Removed", record.Removed)}");
        return ExitCode.Of(result.Verdict);
    }

    private static string Side(string word, DiffStatistics.Totals totals) =>
        $"{word + ":",-9}{Quantity.Count(totals.Files, "file", "files")}, {Quantity.Count(totals.Dirs, "folder", "folders")}, "
        + $"{Quantity.Count(totals.Others, "other", "others")}; {Quantity.Count(totals.DataBlobs, "data blob", "data blobs")} and "
        + $"{Quantity.Count(totals.TreeBlobs, "tree blob", "tree blobs")} of {Quantity.Bytes(totals.Bytes)}";

    private static async Task<int> CompareWithDirectoryAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (context, output) = (parsed.Context(), parsed.Context().Output);
        var request = new DirectoryDiffRequest
        {
            Archive = parsed.Access(),
            Snapshot = SnapshotReference.Parse(parsed.GetValue(Before)!),
            Filter = Filter.Read(parsed),
            Directory = parsed.GetValue(After)!,
        };
        var result = await new DirectoryDiffOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        var comparison = result.Comparison;
        foreach (var difference in comparison.Differences)
        {
            output.Show(
                new DifferenceRecord("difference", difference.Path, DifferenceText.Of(difference.Difference)), static json => json.DifferenceRecord,
                record => $"{record.Path} {record.What}");
        }

        output.Show(
            new ComparedRecord(
                "compared", result.Snapshot.Id.ToString(), result.Directory, comparison.Entries, comparison.Files, comparison.Bytes, comparison.Differences.Count),
            static json => json.ComparedRecord,
            record => $"{Quantity.Count(record.Entries, "entry", "entries")} of snapshot {result.Snapshot.Id.Value.Short} compared with {record.Folder}, "
                + $"{Quantity.Bytes(record.Bytes)} read: {Quantity.Count(record.DifferenceCount, "difference", "differences")}");
        return ExitCode.Of(result.Verdict);
    }
}
