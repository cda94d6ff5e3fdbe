using System.CommandLine;
using System.Globalization;
using Archivist.Discs.Catalogue;
using Archivist.Discs.Sets;
using Archivist.Operations.Archives;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Patterns;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;
using Archivist.Restore;
using Archivist.Restore.Comparing;
using Archivist.Restore.Restoring;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist restore</c></summary>
internal static class RestoreCommand
{
    private static readonly Argument<string> Snapshot = new("snapshot") { Description = ChosenSnapshot.Description };
    private static readonly Option<string?> Target = new("--target", "-t") { Description = "The folder to restore into.", HelpName = "folder" };
    private static readonly Option<string?> Device = new("--target-device")
    {
        Description = "Restore one file, SNAPSHOT:/path, onto this disk or image, writing only what differs. Refuses a disk in use.",
        HelpName = "device",
    };

    private static readonly Option<bool> Delta = new("--delta") { Description = "Compare files that are there already, and write only what differs." };
    private static readonly Option<string[]> Includes = new("--include", "-i") { Description = "Only what a pattern covers.", HelpName = "pattern" };
    private static readonly Option<string[]> IncludesOfAnyCase = new("--iinclude") { Description = "The same, whether letters are large or small.", HelpName = "pattern" };
    private static readonly Option<string[]> Excludes = new("--exclude", "-e") { Description = "Not what a pattern covers.", HelpName = "pattern" };
    private static readonly Option<string[]> ExcludesOfAnyCase = new("--iexclude") { Description = "The same, whether letters are large or small.", HelpName = "pattern" };
    private static readonly Option<string> Overwrite = new Option<string>("--overwrite")
    {
        Description = "What happens to files that are there: always, if-changed, if-newer or never.",
        HelpName = "when",
        DefaultValueFactory = _ => "always",
    }.AcceptOnlyFromAmong("always", "if-changed", "if-newer", "never");

    private static readonly Option<bool> Delete = new("--delete") { Description = "Remove what the snapshot does not have from the folders that are restored." };
    private static readonly Option<bool> DryRun = new("--dry-run", "-n") { Description = "Change nothing; show what would be done." };
    private static readonly Option<bool> Verify = new("--verify") { Description = "Read everything back and compare it with the snapshot." };
    private static readonly Option<string[]> FromDiscs = new("--from-discs")
    {
        Description = "Restore from discs instead: a drive, an image or a folder of images; may be repeated. Asks for discs that are missing.",
        HelpName = "place",
    };

    private static readonly Option<string?> DiscWait = new("--disc-wait")
    {
        Description = "How long to wait for each disc that is missing: 90s, 5m. Otherwise for ever on a terminal, and elsewhere not at all.",
        HelpName = "duration",
    };

    private static readonly SnapshotFilterOptions Filter = new("-H");

    internal static Command Create()
    {
        var command = new Command("restore", "Restore a snapshot into a folder.\n\nExample: archivist restore latest --target /mnt/restored --verify")
        {
            Snapshot, Target, Device, Delta, Includes, IncludesOfAnyCase, Excludes, ExcludesOfAnyCase, Overwrite, Delete, DryRun, Verify, FromDiscs, DiscWait, DeviceConfirmation.BuiltIn, DeviceConfirmation.Confirm, ForceOption.Force,
        };
        Filter.AddTo(command);
        command.Add(CommonOptions.NoLock);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var startedAt = context.Clock.GetTimestamp();
        if (parsed.GetValue(FromDiscs) is { Length: > 0 } && parsed.GetValue(Device) is not null)
            throw new ArchivistException(Failure.Usage, "--from-discs restores into a folder") { Hint = "Give --target, or copy the discs into one folder and restore from there." };
        if (parsed.GetValue(Device) is { } device)
        {
            return parsed.GetValue(Target) is null
                ? await RestoreDevice.RunAsync(
                    parsed, parsed.GetValue(Snapshot)!, parsed.GetValue(Includes) ?? [], Filter.Read(parsed), device,
                    (parsed.GetValue(DryRun), parsed.GetValue(Verify)), cancellationToken)
                : throw new ArchivistException(Failure.Usage, "--target and --target-device do not go together") { Hint = "Leave one of them out." };
        }

        if (parsed.GetValue(Target) is not { } target)
            throw new ArchivistException(Failure.Usage, "no target is named") { Hint = "Give --target FOLDER, or --target-device DISK." };
        var selection = ReadSelection(parsed);
        var verifies = parsed.GetValue(Verify);
        var isDryRun = parsed.GetValue(DryRun);
        if (verifies && (!selection.IsEverything || isDryRun || parsed.GetValue(Overwrite) is "if-newer" or "never"))
            throw new ArchivistException(Failure.Usage, "--verify compares everything, and goes neither with patterns, --dry-run nor files that are kept")
            {
                Hint = "Leave one of them out.",
            };
        DiscSet? discs = null;
        OpenRepository repository;
        IReadOnlyList<IObjectSource> copies = [];
        if (parsed.GetValue(FromDiscs) is { Length: > 0 } && isDryRun)
            throw new ArchivistException(Failure.Usage, "--from-discs writes what it reads, and goes not with --dry-run") { Hint = "See what discs hold with 'archivist disc list'." };
        if (parsed.GetValue(FromDiscs) is { Length: > 0 } places)
            (discs, repository, copies) = await DiscSource.UnlockAsync(parsed.Archive(), places, parsed.GetValue(DiscWait) is { } wait ? WaitTime.Parse("--disc-wait", wait) : null, cancellationToken);
        else
            repository = await parsed.Archive().UnlockAsync(cancellationToken);
        using var opened = discs;
        await using var reading = discs is null ? await parsed.Archive().LockForReadingAsync(repository, exclusive: false, cancellationToken) : null;
        var chosen = await ChosenSnapshot.FindAsync(parsed, repository, parsed.GetValue(Snapshot)!, Filter.Read(parsed), cancellationToken);
        var indexed = await repository.LoadIndexAsync(cancellationToken);
        if (await chosen.TakeFileAsync(indexed, cancellationToken) is var (folder, only))
        {
            if (verifies || !selection.IsEverything)
                throw new ArchivistException(Failure.Usage, $"{chosen.Folder} is a file, which cannot be combined with --verify or patterns") { Hint = "Name the directory that it is in." };
            (chosen, selection) = (folder, only);
        }

        var request = new RestoreRequest
        {
            Snapshot = chosen.Snapshot,
            Own = discs is null ? parsed.Archive().OwnFolders(await parsed.Archive().TryFindSettingsAsync(cancellationToken))
                : await parsed.Archive().FindSettingsAsync(canDoWithout: true, cancellationToken) is { } settings ? OwnFolders.Of(settings) : [],
            Folder = chosen.Folder,
            Target = Path.GetFullPath(target),
            Delta = parsed.GetValue(Delta),
            Selection = selection,
            Overwrite = ReadOverwrite(parsed),
            Deletes = parsed.GetValue(Delete),
            IsDryRun = isDryRun,
            Stages = discs is null ? null : Keep(context, discs, copies, Path.GetFullPath(target)),
            OnStep = isDryRun ? step => Show(context.Output, step) : null,
        };
        var progress = new ProgressDisplay<RestoreTotals>(context.Output, context.Clock, Describe);
        // Who looks at no progress need not have the total counted.
        var result = await new SnapshotRestore(indexed, request, context.Output.ShowsProgress ? progress : null).RunAsync(cancellationToken);
        var compared = verifies
            ? await new SnapshotComparison(indexed).RunAsync(await chosen.FindTreeAsync(indexed, cancellationToken), request.Target, cancellationToken)
            : null;
        var code = Report(context, request, result, compared, context.Clock.GetElapsedTime(startedAt));
        if (code is (int)Failure.TooFewReplicas or (int)Failure.DataLoss && discs?.Known.FirstOrDefault(disc => disc.Kind is DiscKind.Recovery) is { } recovery)
            context.Output.Note($"  Set {recovery.Set.Name} has recovery discs: run the command again with all its discs that are left; what lost ones held is computed from them.");
        return code;
    }

    /// <summary>Says which discs it takes. The folders of the snapshot are kept on the target, without a name there, while discs change.</summary>
    private static DiscStages Keep(CommandContext context, DiscSet discs, IReadOnlyList<IObjectSource> copies, string target)
    {
        var output = context.Output;
        DurableFile.CreateDirectory(target);
        discs.BeginKeeping(target);
        discs.Progress = DiscSource.ShowProgress(context.Operation);
        return new DiscStages(discs, copies, (needs, atHand) =>
        {
            foreach (var need in needs)
            {
                output.Show(
                    new DiscNeededRecord(
                        "disc_needed", need.Disc.Id.ToString(), need.Disc.Set.Name, need.Disc.Volume, need.Disc.Of, need.Disc.Label, need.Packs, need.Bytes,
                        need.Disc.Packs.Any(atHand.Contains)),
                    CliJson.Default.DiscNeededRecord,
                    record => $"Needs {need.Disc.Describe()}: {Quantity.Bytes(record.Bytes)} in {Quantity.Count(record.Packs, "pack", "packs")}{(record.IsAtHand ? ", at hand" : "")}");
            }
        });
    }

    /// <summary>How far it is, of how much where that is known.</summary>
    internal static string Describe(RestoreTotals totals, TimeSpan elapsed) => totals.Whole is { } whole
        ? string.Create(CultureInfo.InvariantCulture, $"{totals.FilesDone:#,0}") + $" of {Quantity.Count(whole.Files, "file", "files")}, {Quantity.Bytes(totals.BytesDone)} of {Quantity.Bytes(whole.Bytes)}, "
            + Quantity.Rate(totals.BytesDone, elapsed) + Quantity.Remaining(totals.BytesDone, whole.Bytes, elapsed)
        : $"{Quantity.Count(totals.FilesDone, "file", "files")}, {Quantity.Bytes(totals.BytesDone)}, {Quantity.Rate(totals.BytesDone, elapsed)}";

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
            ? throw new ArchivistException(Failure.Usage, "--include and --exclude exclude each other") { Hint = "Leave one of them out; an include pattern with ! takes back." }
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
            new RestoreStepRecord("restore_step", step.Path, word, step.Bytes), CliJson.Default.RestoreStepRecord,
            record => $"{record.Action,-9}  {record.Path}");
    }

    private static int Report(
        CommandContext context, RestoreRequest request, RestoreResult result, ComparisonResult? compared, TimeSpan elapsed)
    {
        var problems = result.Problems.Select(RestoreProblemRecord.Of).ToList();
        foreach (var problem in problems)
            context.Output.Warn($"{problem.Path}: {problem.Cause}");
        if (result.SetIdsDropped > 0)
            context.Output.Warn($"{Quantity.Count(result.SetIdsDropped, "entry has", "entries have")} another owner than in the snapshot, and so no set-user-ID and set-group-ID bits; restore as root to keep both");
        foreach (var difference in compared?.Differences ?? [])
            context.Output.Warn($"{difference.Path} {difference.What}");
        var (files, bytes) = request.IsDryRun ? (result.Totals.Files, result.Totals.Bytes) : (result.Totals.FilesDone, result.Totals.BytesDone);
        context.Output.Show(
            new RestoredRecord(
                "restored", request.Snapshot.Id.ToString(), request.Target, files, result.Folders, result.Others, bytes,
                elapsed.TotalSeconds, problems, compared?.Files, compared?.Differences, result.Kept, result.Deleted, request.IsDryRun, result.BytesKept),
            CliJson.Default.RestoredRecord,
            record => (request.IsDryRun ? "Nothing was changed. Would restore" : "Restored")
                + $" snapshot {record.SnapshotId[..8]} to {request.Target}: {Quantity.Count(record.Files, "file", "files")} in "
                + $"{Quantity.Count(record.Folders, "folder", "folders")}, {Quantity.Bytes(record.Bytes)}, in {Quantity.Duration(elapsed)}"
                + (record.Kept == 0 ? "" : $"; {record.Kept} kept") + (record.Deleted == 0 ? "" : $"; {record.Deleted} deleted")
                + (record.BytesKept == 0 ? "" : $"; {Quantity.Bytes(record.BytesKept)} of it were there already")
                + (compared is null ? "" : compared.Differences.Count == 0 ? "; read back and identical" : $"; {compared.Differences.Count} differences")
                + (record.Problems.Count == 0 ? "" : $"; {Quantity.Count(record.Problems.Count, "problem", "problems")}"));
        if (result.Failure is not Failure.None)
            return (int)result.Failure;
        return compared is { Differences.Count: > 0 } ? (int)Failure.Failed : 0;
    }
}
