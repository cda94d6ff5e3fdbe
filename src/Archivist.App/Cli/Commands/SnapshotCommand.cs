using Archivist.Operations.Discs.Cataloguing;
using System.CommandLine;
using Archivist.Capture.Capturing;
using Archivist.Operations.Archives;
using Archivist.Operations.Capturing;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Replicas.Stores.Wrappers;
using Archivist.Repository.Compression;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Snapshots;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist snapshot</c>, also <c>backup</c></summary>
internal static class SnapshotCommand
{
    private static readonly Argument<string[]> Sources = new("sources")
    {
        Description = "Files and folders to capture.",
        Arity = ArgumentArity.ZeroOrMore,
    };

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

    private static readonly Option<string[]> Tags = new("--tag") { Description = "Put words on the snapshot.", HelpName = "tag,tag" };
    private static readonly Option<string?> Host = new("--host", "-H") { Description = "Another name for this machine.", HelpName = "name" };
    private static readonly Option<string?> Time = new("--time") { Description = "Another time for the snapshot.", HelpName = "time" };
    private static readonly Option<string?> Parent = new("--parent") { Description = "Compare with this snapshot instead of the newest of the same machine and sources.", HelpName = "snapshot" };
    private static readonly Option<bool> Force = new("--force", "-f") { Description = "Read every file again, also unchanged ones." };
    private static readonly Option<bool> IgnoreInode = new("--ignore-inode") { Description = "Another inode number does not make a file changed." };
    private static readonly Option<bool> IgnoreChangeTime = new("--ignore-ctime") { Description = "Another time of change does not make a file changed." };
    private static readonly Option<bool> WithAccessTime = new("--with-atime") { Description = "Keep access times." };
    private static readonly Option<bool> SkipIfUnchanged = new("--skip-if-unchanged") { Description = "Store no snapshot that is the same as its parent." };
    private static readonly Option<string> Compression = new Option<string>("--compression")
    {
        Description = "How hard to compress: auto, off, fastest, better or max.",
        HelpName = "mode",
        DefaultValueFactory = _ => "auto",
    }.AcceptOnlyFromAmong("auto", "off", "fastest", "better", "max");

    private static readonly Option<int> PackSize = new("--pack-size")
    {
        Description = "Close packs at this many MiB, 4 to 128.",
        HelpName = "MiB",
        DefaultValueFactory = _ => PackSizing.Default.TargetBytes >> 20,
    };

    private static readonly Option<bool> DryRun = new("--dry-run", "-n") { Description = "Write nothing; say what would be stored." };

    internal static Command Create()
    {
        var command = new Command("snapshot", "Capture files and folders into a new snapshot.\n\nExample: archivist snapshot --repo /var/lib/archivist/alice /home/alice /etc")
        {
            Sources, Blocks, BlockSize, Tags, Host, Time, Parent, Force, IgnoreInode, IgnoreChangeTime, WithAccessTime, SkipIfUnchanged,
            Compression, PackSize, CommonOptions.NoVerifyWrites, DryRun,
        };
        foreach (var option in SelectionOptions.All.Concat(SourceOptions.All))
            command.Add(option);
        command.Aliases.Add("backup");
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var settings = await parsed.Archive().FindSettingsAsync(cancellationToken);
        var order = await ReadOrderAsync(parsed, settings, cancellationToken);
        var isDryRun = parsed.GetValue(DryRun);
        var startedAt = context.Clock.GetTimestamp();
        var store = parsed.Archive().OpenStore(settings);
        var found = await SealedRepository.FindAsync(isDryRun ? new DiscardingStore(store) : store, cancellationToken);
        var repository = await parsed.Archive().UnlockAsync(found, settings, cancellationToken);
        // A dry run writes nothing, not even a lock.
        await using var held = isDryRun ? null : await parsed.Archive().LockAsync(repository, exclusive: false, cancellationToken);
        var entries = new Bookkeeping();
        var result = held is null
            ? await CaptureStep.RunAsync(context.Operation, repository, order, held, cancellationToken)
            : await held.RunAsync(
                async stop =>
                {
                    var captured = await CaptureStep.RunAsync(context.Operation, repository, order, held, stop);
                    if (settings is not null)
                        await entries.TryAsync(() => CatalogueKeeping.KeepAsync(context.Operation, settings, repository, stop));
                    return captured;
                },
                cancellationToken);
        // What was captured is safe whatever the ledger says about itself, and the operator shall see both.
        Report(context, result, isDryRun, context.Clock.GetElapsedTime(startedAt));
        if (settings is not null && !isDryRun && !result.IsSkipped)
            await entries.TryAsync(() => CaptureStep.RecordAsync(new ArchiveLedger(settings, context.Clock), context.Operation, result, cancellationToken));
        return ExitCode.Of(Severity.Worse(entries.Report(context.Operation.Events), result.Unreadable.Count == 0 ? Failure.None : Failure.SnapshotIncomplete));
    }

    private static async Task<CaptureOrder> ReadOrderAsync(
        ParseResult parsed, ArchivistSettings? settings, CancellationToken cancellationToken)
    {
        var words = parsed.GetValue(Sources) ?? [];
        var stream = SourceOptions.ReadStream(parsed, words);
        var (listed, unmatched) = await SourceOptions.ReadListsAsync(parsed, cancellationToken);
        string[] named = [.. SourceOptions.TakesCommand(parsed) ? [] : words, .. listed];
        var blocks = new BlockSelection(parsed.GetValue(Blocks) ?? [], BlockSelection.ParseSize(parsed.GetValue(BlockSize)));
        if (stream is not null && (named.Length > 0 || unmatched.Count > 0 || blocks.Sources.Count > 0))
            throw new ArchivistException(Failure.Usage, "--stdin cannot be used with other sources") { Hint = "Take two snapshots." };
        var isNamed = named.Length > 0 || unmatched.Count > 0 || blocks.Sources.Count > 0;
        IReadOnlyList<string> sources = stream is not null ? [] : isNamed ? named : settings?.Disk.Sources ?? [];
        if (sources.Count == 0 && blocks.Sources.Count == 0 && stream is null)
            throw new ArchivistException(Failure.Usage, unmatched.Count == 0 ? "no sources are named" : $"no sources are left: {unmatched[0].Path}: {unmatched[0].Cause}")
            {
                Hint = "Name files or folders, or write them into archivist.toml.",
            };
        return new CaptureOrder
        {
            Sources = sources,
            Unmatched = unmatched,
            Own = parsed.Archive().OwnFolders(settings),
            Blocks = blocks,
            Stream = stream,
            Selection = (settings?.Disk.Selection ?? SelectionSettings.Everything).And(SelectionOptions.Read(parsed)),
            Tags = [.. (parsed.GetValue(Tags) ?? []).SelectMany(SnapshotFilter.ParseTags).Where(tag => tag.Length > 0)],
            Host = parsed.GetValue(Host),
            Time = parsed.GetValue(Time) is { } time ? Moment.Parse("--time", time) : null,
            ReadsEverything = parsed.GetValue(Force),
            Parent = parsed.GetValue(Parent),
            IgnoresInode = parsed.GetValue(IgnoreInode),
            IgnoresChangeTime = parsed.GetValue(IgnoreChangeTime),
            WithAccessTime = parsed.GetValue(WithAccessTime),
            SkipsUnchanged = parsed.GetValue(SkipIfUnchanged),
            Sizing = ReadSizing(parsed),
        };
    }

    private static PackSizing ReadSizing(ParseResult parsed)
    {
        var size = parsed.GetValue(PackSize);
        if (size is < 4 or > 128)
            throw new ArchivistException(Failure.Usage, $"--pack-size {size}: packs are 4 to 128 MiB") { Hint = "Choose a size between; 16 is usual." };
        return new PackSizing
        {
            TargetBytes = size << 20,
            Compression = parsed.GetValue(Compression) switch
            {
                "off" => BlobCompression.Off,
                "fastest" => BlobCompression.Fastest,
                "better" => BlobCompression.Better,
                "max" => BlobCompression.Max,
                _ => BlobCompression.Auto,
            },
        };
    }

    private static void Report(CommandContext context, CaptureResult result, bool isDryRun, TimeSpan elapsed)
    {
        var unreadable = result.Unreadable.Select(UnreadablePathRecord.Of).ToList();
        foreach (var path in unreadable)
            context.Output.Warn(path.IsStored ? $"{path.Path}: {path.Cause}" : $"{path.Path} was left out: {path.Cause}");
        foreach (var note in result.Notes)
            context.Operation.Warn(note);
        var totals = result.Totals;
        var id = isDryRun ? null : result.Snapshot.Id.ToString();
        context.Output.Show(
            new SnapshotTakenRecord(
                "snapshot_taken", id, result.Snapshot.Parent?.ToString(), result.Snapshot.Time.ToString(),
                totals.Files, totals.Folders, totals.Others, totals.UnchangedFiles, totals.Bytes, totals.Written.NewBytes,
                totals.Written.StoredBytes, elapsed.TotalSeconds, unreadable, isDryRun, result.IsSkipped),
            CliJson.Default.SnapshotTakenRecord,
            record => (result.IsSkipped ? $"Nothing has changed since snapshot {id?[..8] ?? result.Snapshot.Id.Value.Short}: "
                    : isDryRun ? "Nothing was written. The snapshot would have: " : $"Snapshot {id![..8]}: ")
                + $"{Quantity.Count(record.Files, "file", "files")} in "
                + $"{Quantity.Count(record.Folders, "folder", "folders")}, {Quantity.Bytes(record.Bytes)}; "
                + $"{Quantity.Bytes(record.NewBytes)} new, stored as {Quantity.Bytes(record.StoredBytes)}, in {Quantity.Duration(elapsed)}"
                + (record.Unreadable.Count > 0 ? $"; {Quantity.Count(record.Unreadable.Count, "path", "paths")} could not be read, or not all of it" : ""));
    }
}
