using System.CommandLine;
using Archivist.Operations.Archives;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Trees;
using Archivist.Restore.Comparing;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist diff</c></summary>
internal static class DiffCommand
{
    private static readonly Argument<string> Before = new("before") { Description = ChosenSnapshot.Description };
    private static readonly Argument<string> After = new("after") { Description = "Another one, or a folder of this machine: its path, with a slash in it." };
    private static readonly Option<bool> Metadata = new("--metadata") { Description = "Show also what has only other metadata." };
    private static readonly SnapshotFilterOptions Filter = new("-H");

    internal static Command Create()
    {
        var command = new Command("diff", "Show what differs between two snapshots, or a snapshot and a folder.\n\nExample: archivist diff 1a2b3c4d latest:/home/alice")
        {
            Before, After, Metadata,
        };
        Filter.AddTo(command);
        command.Add(CommonOptions.NoLock);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var repository = await parsed.Archive().UnlockAsync(cancellationToken);
        await using var reading = await parsed.Archive().LockForReadingAsync(repository, exclusive: false, cancellationToken);
        var snapshots = await repository.ListSnapshotsAsync(cancellationToken);
        await LatestWarning.TellAsync(parsed.Archive(), true, repository, snapshots, Filter.Read(parsed), [parsed.GetValue(Before)!, parsed.GetValue(After)!], cancellationToken);
        var before = ChosenSnapshot.Find(snapshots, parsed.GetValue(Before)!, Filter.Read(parsed));
        var indexed = await repository.LoadIndexAsync(cancellationToken);
        var second = parsed.GetValue(After)!;
        if (second is "." or ".." || (second.Contains('/', StringComparison.Ordinal) && !second[..second.IndexOf('/', StringComparison.Ordinal)].Contains(':', StringComparison.Ordinal)))
            return await CompareWithFolderAsync(parsed.Context().Output, indexed, before, Path.GetFullPath(second), cancellationToken);
        var after = ChosenSnapshot.Find(snapshots, second, Filter.Read(parsed));
        return await CompareAsync(parsed.Context().Output, indexed, before, after, parsed.GetValue(Metadata), cancellationToken);
    }

    private static async Task<int> CompareAsync(
        Output output, IndexedRepository repository, ChosenSnapshot before, ChosenSnapshot after, bool metadata, CancellationToken cancellationToken)
    {
        var diff = new SnapshotDiff(repository, metadata, change => output.Show(
            new ChangeRecord("change", DisplayPath.Of(change.Path) + (change.IsFolder ? "/" : ""), change.Mark), CliJson.Default.ChangeRecord,
            record => $"{record.Modifier,-5}{record.Path}"));
        var statistics = await diff.RunAsync(
            await before.FindTreeAsync(repository, cancellationToken), await after.FindTreeAsync(repository, cancellationToken), cancellationToken);
        output.Show(
            new DiffRecord(
                "statistics", before.Snapshot.Id.ToString(), after.Snapshot.Id.ToString(), statistics.ChangedFiles, statistics.Added, statistics.Removed),
            CliJson.Default.DiffRecord,
            record => $"\n{Quantity.Count(record.ChangedFiles, "file", "files")} changed\n{Side("Added", record.Added)}\n{Side("Removed", record.Removed)}");
        return 0;
    }

    private static string Side(string word, DiffStatistics.Totals totals) =>
        $"{word + ":",-9}{Quantity.Count(totals.Files, "file", "files")}, {Quantity.Count(totals.Dirs, "folder", "folders")}, "
        + $"{Quantity.Count(totals.Others, "other", "others")}; {Quantity.Count(totals.DataBlobs, "data blob", "data blobs")} and "
        + $"{Quantity.Count(totals.TreeBlobs, "tree blob", "tree blobs")} of {Quantity.Bytes(totals.Bytes)}";

    private static async Task<int> CompareWithFolderAsync(
        Output output, IndexedRepository repository, ChosenSnapshot before, string folder, CancellationToken cancellationToken)
    {
        if (!FileLookup.IsDirectory(folder))
            throw new ArchivistException(Failure.Usage, $"{folder}: there is no such folder") { Hint = "Name a snapshot, or a folder that exists." };
        // Without a folder of the snapshot, the one of the same path is meant.
        var chosen = before.Folder.Length > 0 ? before : before with { Folder = folder.TrimEnd('/') };
        var result = await new SnapshotComparison(repository).RunAsync(
            await chosen.FindTreeAsync(repository, cancellationToken), folder, cancellationToken);
        foreach (var difference in result.Differences)
        {
            output.Show(
                new DifferenceRecord("difference", difference.Path, difference.What), CliJson.Default.DifferenceRecord,
                record => $"{record.Path} {record.What}");
        }

        output.Show(
            new ComparedRecord("compared", chosen.Snapshot.Id.ToString(), folder, result.Entries, result.Files, result.Bytes, result.Differences.Count),
            CliJson.Default.ComparedRecord,
            record => $"{Quantity.Count(record.Entries, "entry", "entries")} of snapshot {chosen.Snapshot.Id.Value.Short} compared with {folder}, "
                + $"{Quantity.Bytes(record.Bytes)} read: {Quantity.Count(record.DifferenceCount, "difference", "differences")}");
        return 0;
    }
}
