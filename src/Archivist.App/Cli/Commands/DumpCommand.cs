using System.CommandLine;
using Archivist.Operations.Archives;
using Archivist.Operations.Restoring;
using Archivist.Platform.Problems;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist dump</c></summary>
internal static class DumpCommand
{
    private static readonly Argument<string> Snapshot = new("snapshot") { Description = SnapshotFilterOptions.Reference };
    private static readonly Argument<string> Wanted = new("path") { Description = "File, or directory to write as an archive; / for everything." };
    private static readonly Option<string?> Target = new("--target", "-t") { Description = "File to write [standard output]", HelpName = "file" };
    private static readonly Option<string> Archive = new Option<string>("--archive", "-a") { Description = "Archive format for directories: tar or zip.", HelpName = "format", DefaultValueFactory = _ => "tar" }
        .AcceptOnlyFromAmong("tar", "zip");
    private static readonly SnapshotFilterOptions Filter = new("-H");

    internal static Command Create()
    {
        var command = new Command("dump", "Write a file, or a directory as an archive, to standard output.\n\nExample: archivist dump latest /etc/fstab")
        {
            Snapshot, Wanted, Target, Archive, ForceOption.Force,
        };
        Filter.AddTo(command);
        command.Add(CommonOptions.NoLock);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        context.Output.IsContentOnly = parsed.GetValue(Target) is null;
        var request = new DumpRequest
        {
            Archive = parsed.Access(),
            Snapshot = SnapshotReference.Parse(parsed.GetValue(Snapshot)!),
            Filter = Filter.Read(parsed),
            Path = parsed.GetValue(Wanted)!,
            Format = parsed.GetValue(Archive) is "zip" ? DumpFormat.Zip : DumpFormat.Tar,
            Target = parsed.GetValue(Target) is { } target
                ? new DumpTarget.File(target, parsed.GetValue(ForceOption.Force))
                : new DumpTarget.Output(StandardStreams.OpenOutput),
        };
        var result = await new DumpOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        foreach (var path in result.LeftOut)
            context.Output.Warn($"{path} was left out: the archive cannot hold its type");
        return ExitCode.Of(result.Verdict);
    }
}
