using System.CommandLine;
using Archivist.App.Composition;
using Archivist.App.Steps;
using Archivist.Capture;
using Archivist.Repository;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist snapshot</c>, also <c>backup</c></summary>
internal static class SnapshotCommand
{
    private static readonly Argument<string[]> Sources = new("sources")
    {
        Description = "Files and folders to capture.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string[]> Excludes = new("--exclude", "-e") { Description = "Leave out a path or a pattern.", HelpName = "pattern" };
    private static readonly Option<string[]> Tags = new("--tag") { Description = "Put a word on the snapshot.", HelpName = "word" };
    private static readonly Option<string[]> Blocks = new("--block")
    {
        Description = "Capture a disk, an image, or an NBD export as one file: /dev/sda, disk.img, disk.qcow2, nbd://host/name.",
        HelpName = "source",
    };

    private static readonly Option<string?> BlockSize = new("--block-size")
    {
        Description = "Cut block sources into chunks of this size, 4K to 8M. By default 8K, and more for sources over 8 GiB.",
        HelpName = "size",
    };

    private static readonly Option<bool> Force = new("--force", "-f") { Description = "Read every file again, also unchanged ones." };

    internal static Command Create()
    {
        var command = new Command("snapshot", "Capture files and folders into a new snapshot.\n\nExample: archivist snapshot --repo /var/lib/archivist/alice /home/alice /etc")
        {
            Sources, Blocks, BlockSize, Excludes, Tags, Force,
        };
        command.Aliases.Add("backup");
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = CommandContext.Current;
        var settings = await Session.FindSettingsAsync(parsed, cancellationToken);
        var named = parsed.GetValue(Sources) ?? [];
        var blocks = new BlockSelection(parsed.GetValue(Blocks) ?? [], BlockSelection.ParseSize(parsed.GetValue(BlockSize)));
        var sources = named.Length > 0 || blocks.Sources.Count > 0 ? named : settings?.Disk.Sources ?? [];
        if (sources.Count == 0 && blocks.Sources.Count == 0)
            throw new ArchivistException(Failure.Usage, "no sources are named") { Hint = "Name files or folders, or write them into archivist.toml." };
        var startedAt = context.Clock.GetTimestamp();
        var found = await SealedRepository.FindAsync(Session.OpenStore(parsed, settings), cancellationToken);
        var repository = await found.UnlockAsync(await Session.ReadPasswordAsync(parsed, settings, cancellationToken), cancellationToken);
        await using var held = await Session.LockAsync(repository, context.Clock, cancellationToken);
        string[] excludes = [.. settings?.Disk.Excludes ?? [], .. parsed.GetValue(Excludes) ?? []];
        var result = await CaptureStep.RunAsync(
            context, repository, sources, excludes, parsed.GetValue(Tags) ?? [], parsed.GetValue(Force), blocks, cancellationToken);
        if (settings is not null)
            await CaptureStep.RecordAsync(new Evidence(settings, context.Clock), context, result, cancellationToken);
        Report(context, result, context.Clock.GetElapsedTime(startedAt));
        return result.Unreadable.Count == 0 ? 0 : (int)Failure.SnapshotIncomplete;
    }

    private static void Report(CommandContext context, CaptureResult result, TimeSpan elapsed)
    {
        foreach (var path in result.Unreadable)
            context.Output.Warn($"{path.Path} was left out: {path.Cause}");
        var totals = result.Totals;
        context.Output.Show(
            new SnapshotTakenRecord(
                "snapshot_taken", result.Snapshot.Id.ToString(), result.Snapshot.Parent?.ToString(), result.Snapshot.Time.ToString(),
                totals.Files, totals.Folders, totals.Others, totals.UnchangedFiles, totals.Bytes, totals.Written.NewBytes,
                totals.Written.StoredBytes, elapsed.TotalSeconds, result.Unreadable),
            CliJson.Default.SnapshotTakenRecord,
            record => $"Snapshot {record.SnapshotId[..8]}: {Quantity.Count(record.Files, "file", "files")} in "
                + $"{Quantity.Count(record.Folders, "folder", "folders")}, {Quantity.Bytes(record.Bytes)}; "
                + $"{Quantity.Bytes(record.NewBytes)} new, stored as {Quantity.Bytes(record.StoredBytes)}, in {Quantity.Duration(elapsed)}"
                + (record.Unreadable.Count > 0 ? $"; {Quantity.Count(record.Unreadable.Count, "path", "paths")} could not be read" : ""));
    }
}
