using System.CommandLine;
using Archivist.App.Messages;
using Archivist.Discs.Sets;
using Archivist.Messages.English;
using Archivist.Operations.Archives;
using Archivist.Operations.Restoring;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Repository.Patterns;
using Archivist.Restore.Restoring;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist restore</c></summary>
internal static class RestoreCommand
{
    private static readonly Argument<string> Snapshot = new("snapshot") { Description = SnapshotFilterOptions.Reference };
    private static readonly Option<string?> Target = new("--target", "-t") { Description = "Directory to restore into.", HelpName = "directory" };
    private static readonly Option<string?> Device = new("--target-device")
    {
        Description = "Disk or image to restore one file onto (SNAPSHOT:/path); differences only.",
        HelpName = "device",
    };

    private static readonly Option<bool> Delta = new("--delta") { Description = "Compare existing files and write only what differs." };
    private static readonly Option<string[]> Includes = new("--include", "-i") { Description = "Restore only what matches PATTERN (repeatable).", HelpName = "pattern" };
    private static readonly Option<string[]> IncludesOfAnyCase = new("--iinclude") { Description = "Like --include, case-insensitive.", HelpName = "pattern" };
    private static readonly Option<string[]> Excludes = new("--exclude", "-e") { Description = "Don't restore what matches PATTERN (repeatable).", HelpName = "pattern" };
    private static readonly Option<string[]> ExcludesOfAnyCase = new("--iexclude") { Description = "Like --exclude, case-insensitive.", HelpName = "pattern" };
    private static readonly Option<string> Overwrite = new Option<string>("--overwrite")
    {
        Description = "When to overwrite existing files: always, if-changed, if-newer or never.",
        HelpName = "when",
        DefaultValueFactory = _ => "always",
    }.AcceptOnlyFromAmong("always", "if-changed", "if-newer", "never");

    private static readonly Option<bool> Delete = new("--delete") { Description = "Delete files that are not in the snapshot from restored directories." };
    private static readonly Option<bool> DryRun = new("--dry-run", "-n") { Description = "Change nothing; show what would be done." };
    private static readonly Option<bool> Verify = new("--verify") { Description = "Read restored files back and compare them with the snapshot." };
    private static readonly Option<string[]> FromDiscs = new("--from-discs")
    {
        Description = "Restore from discs: drive, image or directory of images (repeatable).",
        HelpName = "place",
    };

    private static readonly Option<string[]> From = new("--from")
    {
        Description = "Copy to restore from: replica, 'repository' or address (repeatable).",
        HelpName = "copy",
    };

    private static readonly Option<string?> DiscWait = new("--disc-wait")
    {
        Description = "Wait this long for each missing disc: 90s, 5m [terminal: indefinitely; else 0s]",
        HelpName = "duration",
    };

    private static readonly SnapshotFilterOptions Filter = new("-H");

    internal static Command Create()
    {
        var command = new Command("restore", "Restore a snapshot into a directory, onto a disk, or from discs.\n\nExample: archivist restore latest --target /mnt/restored --verify")
        {
            Snapshot, Target, Device, Delta, Includes, IncludesOfAnyCase, Excludes, ExcludesOfAnyCase, Overwrite, Delete, DryRun, Verify, From, FromDiscs, DiscWait, DeviceConfirmation.BuiltIn, DeviceConfirmation.Confirm, ForceOption.Force,
        };
        Filter.AddTo(command);
        command.Add(CommonOptions.NoLock);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var isFromDiscs = parsed.GetValue(FromDiscs) is { Length: > 0 };
        var isFromCopies = parsed.GetValue(From) is { Length: > 0 };
        if (isFromCopies && isFromDiscs)
            throw CommandLineProblem.Usage("--from cannot be used with --from-discs", "Leave one of them out: replicas of the settings help discs without being named.");
        if (parsed.GetValue(Device) is { } device)
        {
            if (isFromCopies)
                throw CommandLineProblem.Usage("--from cannot be used with --target-device", "Leave it out: the replicas of the settings are read as well.");
            if (isFromDiscs)
                throw CommandLineProblem.Usage("--from-discs cannot be used with --target-device", "Give --target, or copy the discs into one folder and restore from there.");
            return parsed.GetValue(Target) is null
                ? await RestoreToDeviceAsync(parsed, device, cancellationToken)
                : throw CommandLineProblem.Usage("--target cannot be used with --target-device", "Leave one of them out.");
        }

        var context = parsed.Context();
        var request = Read(parsed, parsed.GetValue(Target) ?? throw CommandLineProblem.Usage("no target is named", "Give --target FOLDER, or --target-device DISK."));
        if (request.Verifies && (!request.Selection.IsEverything || request.IsDryRun || request.Overwrite is OverwritePolicy.IfNewer or OverwritePolicy.Never))
            throw CommandLineProblem.Usage("--verify compares everything, so it cannot be used with patterns, --dry-run or files that are kept", "Leave one of them out.");
        if (isFromDiscs && request.IsDryRun)
            throw CommandLineProblem.Usage("--from-discs cannot be used with --dry-run: what is read from discs is written at once", "See what discs hold with 'archivist disc list'.");
        var result = await new RestoreOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        Show(context.Output, result);
        if (result.RecoverySet is { } set)
            context.Output.Note($"  Set {set} has recovery discs: run the command again with all its discs that are left; what lost ones held is computed from them.");
        return ExitCode.Of(result.Verdict);
    }

    private static RestoreRequest Read(ParseResult parsed, string target)
    {
        var output = parsed.Context().Output;
        return new RestoreRequest
        {
            Archive = parsed.Access(),
            Snapshot = SnapshotReference.Parse(parsed.GetValue(Snapshot)!),
            Filter = Filter.Read(parsed),
            Target = target,
            Selection = ReadSelection(parsed),
            Overwrite = ReadOverwrite(parsed),
            Delta = parsed.GetValue(Delta),
            Deletes = parsed.GetValue(Delete),
            Verifies = parsed.GetValue(Verify),
            IsDryRun = parsed.GetValue(DryRun),
            From = parsed.GetValue(From) ?? [],
            Discs = parsed.GetValue(FromDiscs) ?? [],
            DiscWait = parsed.GetValue(DiscWait) is { } wait ? WaitTime.Parse("--disc-wait", wait) : null,
            Planned = step => Show(output, step),
            DiscNeeded = (need, isAtHand) => Show(output, need, isAtHand),
        };
    }

    private static async Task<int> RestoreToDeviceAsync(ParseResult parsed, string device, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var reference = SnapshotReference.Parse(parsed.GetValue(Snapshot)!);
        var request = new DeviceRestoreRequest
        {
            Archive = parsed.Access(),
            Snapshot = (reference.Path, parsed.GetValue(Includes) ?? []) switch
            {
                ({ Length: > 0 }, []) => reference,
                ("", [var only]) => reference with { Path = only },
                _ => throw CommandLineProblem.Usage("--target-device takes one file of the snapshot", "Write SNAPSHOT:/path, such as latest:/dev/sda."),
            },
            Filter = Filter.Read(parsed),
            Device = device,
            MayBeBuiltIn = parsed.GetValue(DeviceConfirmation.BuiltIn),
            Confirmed = parsed.GetValue(DeviceConfirmation.Confirm),
            MayReplace = parsed.GetValue(ForceOption.Force),
            Verifies = parsed.GetValue(Verify),
            IsDryRun = parsed.GetValue(DryRun),
        };
        var result = await new DeviceRestoreOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        var (outcome, isDryRun) = (result.Outcome, request.IsDryRun);
        context.Output.Show(
            new RestoredDeviceRecord(
                "restored_device", result.Snapshot.Id.ToString(), result.Path, device, outcome.Bytes, outcome.BytesWritten, outcome.BytesCleared, isDryRun,
                outcome.IsVerified, result.Elapsed.TotalSeconds),
            static json => json.RestoredDeviceRecord,
            record => $"{(isDryRun ? "Would restore" : "Restored")} {record.Path} of snapshot {record.SnapshotId[..8]} to {device}: {Quantity.Bytes(record.Bytes)}, of which "
                + $"{Quantity.Bytes(record.BytesWritten)} {(isDryRun ? "would be" : "were")} written and {Quantity.Bytes(record.BytesCleared)} cleared, in {Quantity.Duration(result.Elapsed)}"
                + (record.IsVerified ? "; read back and identical" : ""));
        return ExitCode.Of(result.Verdict);
    }

    private static RestoreSelection ReadSelection(ParseResult parsed)
    {
        var selection = new RestoreSelection
        {
            Includes = PathPatterns.Parse(parsed.GetValue(Includes) ?? []),
            IncludesOfAnyCase = PathPatterns.Parse(parsed.GetValue(IncludesOfAnyCase) ?? [], ignoresCase: true),
            Excludes = PathPatterns.Parse(parsed.GetValue(Excludes) ?? []),
            ExcludesOfAnyCase = PathPatterns.Parse(parsed.GetValue(ExcludesOfAnyCase) ?? [], ignoresCase: true),
        };
        return selection.HasIncludes && (!selection.Excludes.IsEmpty || !selection.ExcludesOfAnyCase.IsEmpty)
            ? throw CommandLineProblem.Usage("--include cannot be used with --exclude", "Leave one of them out; an include pattern with ! takes back.")
            : selection;
    }

    private static OverwritePolicy ReadOverwrite(ParseResult parsed) => parsed.GetValue(Overwrite) switch
    {
        "if-changed" => OverwritePolicy.IfChanged,
        "if-newer" => OverwritePolicy.IfNewer,
        "never" => OverwritePolicy.Never,
        _ => OverwritePolicy.Always,
    };

    private static void Show(Output output, RestoreStep step)
    {
        var word = step.Action switch
        {
            RestoreAction.Create => "create",
            RestoreAction.Overwrite => "overwrite",
            RestoreAction.SetMetadata => "metadata",
            RestoreAction.Keep => "keep",
            _ => "delete",
        };
        output.Show(
            new RestoreStepRecord("restore_step", step.Path, word, step.Bytes), static json => json.RestoreStepRecord,
            record => $"{record.Action,-9}  {record.Path}");
    }

    private static void Show(Output output, DiscNeed need, bool isAtHand) => output.Show(
        new DiscNeededRecord(
            "disc_needed", need.Disc.Id.ToString(), need.Disc.Set.Name, need.Disc.Volume, need.Disc.Of, need.Disc.Label, need.Packs, need.Bytes, isAtHand),
        static json => json.DiscNeededRecord,
        record => $"Needs {DiscTitleText.Of(need.Disc.Title)}: {Quantity.Bytes(record.Bytes)} in {Quantity.Count(record.Packs, "pack", "packs")}{(record.IsAtHand ? ", available" : "")}");

    internal static void Show(Output output, RestoreResult restored)
    {
        var (outcome, compared) = (restored.Outcome, restored.Comparison);
        var problems = outcome.Problems.Select(RestoreProblemRecord.Of).ToList();
        foreach (var problem in problems)
            output.Warn($"{problem.Path}: {problem.Cause}");
        if (outcome.SetIdsDropped > 0)
            output.Warn($"{Quantity.Count(outcome.SetIdsDropped, "entry has", "entries have")} another owner than in the snapshot, and so no set-user-ID and set-group-ID bits; restore as root to keep both");
        var differences = compared?.Differences.Select(RestoreDifferenceRecord.Of).ToList();
        foreach (var difference in differences ?? [])
            output.Warn($"{difference.Path} {difference.What}");
        var (files, bytes) = restored.IsDryRun ? (outcome.Totals.Files, outcome.Totals.Bytes) : (outcome.Totals.FilesDone, outcome.Totals.BytesDone);
        output.Show(
            new RestoredRecord(
                "restored", restored.Snapshot.Id.ToString(), restored.Target, files, outcome.Folders, outcome.Others, bytes,
                restored.Elapsed.TotalSeconds, problems, compared?.Files, differences, outcome.Kept, outcome.Deleted, restored.IsDryRun, outcome.BytesKept,
                [.. restored.Copies.Select(ReadCopyRecord.Of)], restored.BytesReadTwice),
            static json => json.RestoredRecord,
            record => (restored.IsDryRun ? "Nothing was changed. Would restore" : "Restored")
                + $" snapshot {record.SnapshotId[..8]} to {record.Target}: {Quantity.Count(record.Files, "file", "files")} in "
                + $"{Quantity.Count(record.Folders, "folder", "folders")}, {Quantity.Bytes(record.Bytes)}, in {Quantity.Duration(restored.Elapsed)}"
                + (record.Kept == 0 ? "" : $"; {record.Kept} kept") + (record.Deleted == 0 ? "" : $"; {record.Deleted} deleted")
                + (record.BytesKept == 0 ? "" : $"; {Quantity.Bytes(record.BytesKept)} of it were there already")
                + (compared is null ? "" : compared.Differences.Count == 0 ? "; read back and identical" : $"; {compared.Differences.Count} differences")
                + (record.Problems.Count == 0 ? "" : $"; {Quantity.Count(record.Problems.Count, "problem", "problems")}"));
        ShowCopies(output, restored);
    }

    /// <summary>Only where there was more than one copy to distinguish.</summary>
    private static void ShowCopies(Output output, RestoreResult restored)
    {
        var used = restored.Copies.Where(copy => copy.Bytes > 0).ToList();
        if (used.Count > 1)
            output.Note($"  Read {string.Join(", ", used.Select(copy => $"{Quantity.Bytes(copy.Bytes)} from {copy.Name}"))}; {Quantity.Bytes(restored.BytesReadTwice)} twice");
    }
}
