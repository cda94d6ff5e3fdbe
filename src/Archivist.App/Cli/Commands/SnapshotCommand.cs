using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using Archivist.App.Messages;
using Archivist.Capture.Blocks;
using Archivist.Operations.Capturing;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Reports.Runs;
using Archivist.Repository.Compression;
using Archivist.Repository.Packs;
using Archivist.Repository.Snapshots;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist snapshot</c>, also <c>backup</c></summary>
internal static class SnapshotCommand
{
    private static readonly Argument<string[]> Sources = new("sources")
    {
        Description = "Files and directories to capture.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string[]> Blocks = new("--block")
    {
        Description = "Block source to capture as one file: /dev/sda, disk.qcow2, nbd://host/name.",
        HelpName = "source",
    };

    private static readonly Option<string?> BlockSize = new("--block-size")
    {
        Description = "Chunk size for block sources, 4K to 8M [8K; larger above 8 GiB]",
        HelpName = "size",
    };

    private static readonly Option<bool> RecordSystem = new("--system") { Description = "Record the layout of this machine's disks in system/, for rebuilding it." };
    private static readonly Option<string[]> Tags = new("--tag") { Description = "Tags for the snapshot.", HelpName = "tag,tag" };
    private static readonly Option<string?> Host = new("--host", "-H") { Description = "Host name to record [this host's]", HelpName = "name" };
    private static readonly Option<string?> Time = new("--time") { Description = "Time to record [now]", HelpName = "time" };
    private static readonly Option<string?> Parent = new("--parent") { Description = "Parent snapshot [newest of this host and these sources]", HelpName = "snapshot" };
    private static readonly Option<bool> Force = new("--force", "-f") { Description = "Read every file and block source again, even if unchanged." };
    private static readonly Option<bool> IgnoreInode = new("--ignore-inode") { Description = "Ignore inode numbers when detecting changes." };
    private static readonly Option<bool> IgnoreChangeTime = new("--ignore-ctime") { Description = "Ignore change times (ctime) when detecting changes." };
    private static readonly Option<bool> WithAccessTime = new("--with-atime") { Description = "Store access times." };
    private static readonly Option<bool> SkipIfUnchanged = new("--skip-if-unchanged") { Description = "Store no snapshot if nothing changed since its parent." };
    private static readonly Option<string> Compression = new Option<string>("--compression")
    {
        Description = "Compression level: auto, off, fastest, better or max.",
        HelpName = "mode",
        DefaultValueFactory = _ => "auto",
    }.AcceptOnlyFromAmong("auto", "off", "fastest", "better", "max");

    private static readonly Option<int> PackSize = new("--pack-size")
    {
        Description = "Pack size in MiB, 4 to 128.",
        HelpName = "MiB",
        DefaultValueFactory = _ => PackSizing.Default.TargetBytes >> 20,
    };

    private static readonly Option<bool> Continuous = new("--continuous") { Description = "Capture the sources of the settings as they change, until stopped." };
    private static readonly Option<string?> Every = new("--every") { Description = "With --continuous: shortest time between two snapshots [that of the settings]", HelpName = "duration" };

    private static readonly Option<bool> DryRun = new("--dry-run", "-n") { Description = "Write nothing; show what would be stored." };

    internal static Command Create()
    {
        var command = new Command("snapshot", "Capture files and directories into a new snapshot.\n\nExample: archivist snapshot --repo /var/lib/archivist/alice /home/alice /etc")
        {
            Sources, Blocks, BlockSize, RecordSystem, Tags, Host, Time, Parent, Force, IgnoreInode, IgnoreChangeTime, WithAccessTime, SkipIfUnchanged,
            Compression, PackSize, CommonOptions.NoVerifyWrites, Continuous, Every, DryRun,
        };
        foreach (var option in SelectionOptions.All.Concat(SourceOptions.All))
            command.Add(option);
        command.Aliases.Add("backup");
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(Continuous))
            return await RunContinuouslyAsync(parsed, cancellationToken);
        if (parsed.GetResult(Every) is { Implicit: false })
            throw CommandLineProblem.Usage("--every is for --continuous only", "Add --continuous.");
        var context = parsed.Context();
        var request = await ReadAsync(parsed, cancellationToken);
        var result = await new CaptureOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        Show(context.Output, result);
        // The operator shall see both: what was captured is safe, whatever the ledger says about itself.
        foreach (var failure in result.FailedEntries)
            context.Output.Fail(failure);
        return ExitCode.Of(result.Verdict);
    }

    private static async Task<int> RunContinuouslyAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var others = parsed.CommandResult.Children.OfType<OptionResult>().Select(option => option.Option).Except([Continuous, Every, .. CommonOptions.All]);
        if (parsed.GetValue(Sources) is { Length: > 0 } || others.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is not null)
            throw CommandLineProblem.Usage("--continuous captures the sources of the settings, as they say", "Leave other sources and options out.");
        var context = parsed.Context();
        var request = new ContinuousCaptureRequest
        {
            Archive = parsed.Access(),
            Every = parsed.GetValue(Every) is { } every ? WaitTime.Parse("--every", every) : null,
            Watching = (directories, disks) => context.Output.Note(
                $"Watching {Quantity.Count(directories, "directory", "directories")}{(disks == 0 ? "" : $" and {Quantity.Count(disks, "block source", "block sources")}")}. Ctrl-C ends it."),
            Captured = result =>
            {
                Show(context.Output, result);
                foreach (var failure in result.FailedEntries)
                    context.Output.Fail(failure);
            },
        };
        var result = await new ContinuousCaptureOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        return ExitCode.Of(result.Verdict);
    }

    private static async Task<CaptureRequest> ReadAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var words = parsed.GetValue(Sources) ?? [];
        var stream = SourceOptions.ReadStream(parsed, words);
        var (listed, unmatched) = await SourceOptions.ReadListsAsync(parsed, cancellationToken);
        string[] named = [.. SourceOptions.TakesCommand(parsed) ? [] : words, .. listed];
        var blocks = parsed.GetValue(Blocks) ?? [];
        if (stream is not null && (named.Length > 0 || unmatched.Count > 0 || blocks.Length > 0))
            throw CommandLineProblem.Usage("--stdin cannot be used with other sources", "Take two snapshots.");
        if (stream is not null && parsed.GetValue(RecordSystem))
            throw CommandLineProblem.Usage("--stdin cannot be used with --system", "Take two snapshots.");
        return new CaptureRequest
        {
            Archive = parsed.Access(),
            Sources = named,
            Unmatched = unmatched,
            BlockSources = blocks,
            BlockSize = parsed.GetValue(BlockSize) is { } size ? ReadBlockSize(size) : null,
            Stream = stream,
            RecordsSystem = parsed.GetValue(RecordSystem),
            Selection = SelectionOptions.Read(parsed),
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
            IsDryRun = parsed.GetValue(DryRun),
        };
    }

    /// <summary>Reads <c>8192</c>, <c>8K</c> or <c>1M</c>.</summary>
    private static int ReadBlockSize(string text)
    {
        var (digits, unit) = text.TrimEnd('i', 'B') switch
        {
            [.. var number, 'K' or 'k'] => (number, 1024),
            [.. var number, 'M' or 'm'] => (number, 1024 * 1024),
            var number => (number, 1),
        };
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && BlockChunks.IsPossible(size * unit)
            ? (int)(size * unit)
            : throw CommandLineProblem.Usage($"--block-size: invalid size '{text}'", "Choose a power of two from 4K to 8M.");
    }

    private static PackSizing ReadSizing(ParseResult parsed)
    {
        var size = parsed.GetValue(PackSize);
        if (size is < 4 or > 128)
            throw CommandLineProblem.Usage($"--pack-size {size} is out of range: packs are 4 to 128 MiB", "The default is 16.");
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

    private static void Show(Output output, CaptureResult result)
    {
        var (outcome, isDryRun, elapsed) = (result.Outcome, result.IsDryRun, result.Elapsed);
        var unreadable = outcome.Unreadable.Select(path => new UnreadablePathReport(path.Path, CommandLineMessages.Instance.Of(path.Cause), path.IsStored)).ToList();
        foreach (var path in unreadable)
            output.Warn(path.IsStored ? $"{path.Path}: {path.Cause}" : $"{path.Path} was left out: {path.Cause}");
        foreach (var note in outcome.Notes)
        {
            var (sentence, hint) = CommandLineMessages.Instance.Of(note);
            output.Warn(hint is null ? sentence : $"{sentence}. {hint}");
        }

        foreach (var block in outcome.Blocks.Where(block => block.Bitmap is not null))
            output.Note($"{block.Path}: {Quantity.Bytes(block.BytesRead)} of {Quantity.Bytes(block.Length)} read, {(block.Reason is null ? "using" : "verifying")} dirty bitmap {block.Bitmap}");
        foreach (var read in outcome.FileSystems ?? [])
            output.Note($"{read.Path} ({read.Type}): {Quantity.Count(read.Files, "file", "files")} {(read.IsStill ? "as of one moment" : $"while running, of which {read.ChangedFiles} changed while being read")}");
        var totals = outcome.Totals;
        var id = isDryRun ? null : outcome.Snapshot.Id.ToString();
        output.Show(
            new SnapshotTakenRecord(
                "snapshot_taken", id, outcome.Snapshot.Parent?.ToString(), outcome.Snapshot.Time.ToString(),
                totals.Files, totals.Folders, totals.Others, totals.UnchangedFiles, totals.Bytes, totals.Written.NewBytes,
                totals.Written.StoredBytes, elapsed.TotalSeconds, unreadable, isDryRun, outcome.IsSkipped)
            {
                SystemFiles = outcome.MadeUpFiles,
                FileSystems = outcome.FileSystems?.Select(read => new FileSystemRecord(read.Path, read.Type, read.IsStill, read.Files, read.ChangedFiles)).ToList(),
                BlockSources = [.. outcome.Blocks.Select(block => new BlockSourceRecord(
                    block.Path, block.Length, block.BytesRead, block.Bitmap, block.Reason is { } reason ? JsonNamingPolicy.SnakeCaseLower.ConvertName($"{reason}") : null, block.MissedChunks))],
            },
            static json => json.SnapshotTakenRecord,
            record => (outcome.IsSkipped ? $"Nothing has changed since snapshot {id?[..8] ?? outcome.Snapshot.Id.Value.Short}: "
                    : isDryRun ? "Nothing was written. The snapshot would have: " : $"Snapshot {id![..8]}: ")
                + $"{Quantity.Count(record.Files, "file", "files")} in "
                + $"{Quantity.Count(record.Folders, "folder", "folders")}, {Quantity.Bytes(record.Bytes)}; "
                + $"{Quantity.Bytes(record.NewBytes)} new, stored as {Quantity.Bytes(record.StoredBytes)}, in {Quantity.Duration(elapsed)}"
                + (record.Unreadable.Count > 0 ? $"; {Quantity.Count(record.Unreadable.Count, "path", "paths")} could not be read, or not all of it" : ""));
    }
}
