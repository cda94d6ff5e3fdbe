using System.CommandLine;
using Archivist.App.Composition;
using Archivist.Capture;
using Archivist.Repository;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist restore</c></summary>
internal static class RestoreCommand
{
    private static readonly Argument<string> Snapshot = new("snapshot") { Description = "An id, the beginning of one, or 'latest'." };
    private static readonly Option<string?> Target = new("--target", "-t") { Description = "The folder to restore into.", HelpName = "folder" };
    private static readonly Option<string?> Device = new("--target-device")
    {
        Description = "Restore the file named by --include onto this disk or image, writing only what differs. Refuses a disk in use.",
        HelpName = "device",
    };

    private static readonly Option<bool> Delta = new("--delta") { Description = "Compare files that are there already, and write only what differs." };
    private static readonly Option<bool> DryRun = new("--dry-run", "-n") { Description = "With --target-device: say how much differs, and write nothing." };
    private static readonly Option<string?> Include = new("--include", "-i") { Description = "Only this path and what lies below it.", HelpName = "path" };
    private static readonly Option<bool> Verify = new("--verify") { Description = "Read everything back and compare it with the snapshot." };

    internal static Command Create()
    {
        var command = new Command("restore", "Restore a snapshot into a folder.\n\nExample: archivist restore latest --target /mnt/restored --verify")
        {
            Snapshot, Target, Device, Include, Delta, DryRun, Verify,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = CommandContext.Current;
        var startedAt = context.Clock.GetTimestamp();
        if (parsed.GetValue(Device) is { } device)
        {
            return parsed.GetValue(Target) is null
                ? await RestoreDevice.RunAsync(
                    parsed, parsed.GetValue(Snapshot)!, parsed.GetValue(Include), device, parsed.GetValue(DryRun), parsed.GetValue(Verify), cancellationToken)
                : throw new ArchivistException(Failure.Usage, "--target and --target-device do not go together") { Hint = "Leave one of them out." };
        }

        if (parsed.GetValue(Target) is null)
            throw new ArchivistException(Failure.Usage, "no target is named") { Hint = "Give --target FOLDER, or --target-device DISK." };
        if (parsed.GetValue(DryRun))
            throw new ArchivistException(Failure.Usage, "--dry-run goes with --target-device only") { Hint = "List what would be restored with 'archivist ls'." };
        if (parsed.GetValue(Verify) && parsed.GetValue(Include) is not null)
            throw new ArchivistException(Failure.Usage, "--verify compares whole snapshots and does not go with --include")
            {
                Hint = "Leave one of them out.",
            };
        var repository = await Session.UnlockAsync(parsed, cancellationToken);
        var snapshot = await repository.FindSnapshotAsync(parsed.GetValue(Snapshot)!, cancellationToken);
        var indexed = await repository.LoadIndexAsync(cancellationToken);
        var target = Path.GetFullPath(parsed.GetValue(Target)!);
        var progress = new ProgressDisplay<RestoreTotals>(context.Output, context.Clock, (totals, elapsed) =>
            $"{totals.FilesDone} of {Quantity.Count(totals.Files, "file", "files")}, {Quantity.Bytes(totals.BytesDone)} of {Quantity.Bytes(totals.Bytes)}"
            + Quantity.Remaining(totals.BytesDone, totals.Bytes, elapsed));
        var request = new RestoreRequest { Snapshot = snapshot, Target = target, Include = parsed.GetValue(Include), Delta = parsed.GetValue(Delta) };
        var result = await new SnapshotRestore(indexed, request, progress).RunAsync(cancellationToken);
        var compared = parsed.GetValue(Verify) ? await new SnapshotComparison(indexed).RunAsync(snapshot, target, cancellationToken) : null;
        return Report(context, snapshot, target, result, compared, context.Clock.GetElapsedTime(startedAt));
    }

    private static int Report(
        CommandContext context, Snapshot snapshot, string target, RestoreResult result, ComparisonResult? compared, TimeSpan elapsed)
    {
        foreach (var problem in result.Problems)
            context.Output.Warn($"{problem.Path}: {problem.Cause}");
        foreach (var difference in compared?.Differences ?? [])
            context.Output.Warn($"{difference.Path} {difference.What}");
        context.Output.Show(
            new RestoredRecord(
                "restored", snapshot.Id.ToString(), target, result.Totals.FilesDone, result.Folders, result.Others, result.Totals.BytesDone,
                elapsed.TotalSeconds, result.Problems, compared?.Files, compared?.Differences, result.BytesKept),
            CliJson.Default.RestoredRecord,
            record => $"Restored snapshot {record.SnapshotId[..8]} to {target}: {Quantity.Count(record.Files, "file", "files")} in "
                + $"{Quantity.Count(record.Folders, "folder", "folders")}, {Quantity.Bytes(record.Bytes)}, in {Quantity.Duration(elapsed)}"
                + (record.BytesKept > 0 ? $"; {Quantity.Bytes(record.BytesKept)} of it were there already" : "")
                + (compared is null ? "" : compared.Differences.Count == 0 ? "; read back and identical" : $"; {compared.Differences.Count} differences")
                + (record.Problems.Count == 0 ? "" : $"; {Quantity.Count(record.Problems.Count, "problem", "problems")}"));
        if (result.Failure is not Failure.None)
            return (int)result.Failure;
        return compared is { Differences.Count: > 0 } ? (int)Failure.Failed : 0;
    }
}
