using System.CommandLine;
using Archivist.Operations.Archives;
using Archivist.Operations.Listing;
using Archivist.Operations.Restoring;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;
using Archivist.Repository.Trees;
using Archivist.Repository.Walking;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist at</c></summary>
internal static class AtCommand
{
    private static readonly Argument<string> When = new("when") { Description = "A moment: 'yesterday 10:00', '3 hours ago', '2030-01-31 12:00'." };
    private static readonly Argument<string> Wanted = new("path") { Description = "File or directory." };
    private static readonly Option<string?> Target = new("--target", "-t") { Description = "Directory to restore that state into.", HelpName = "directory" };
    private static readonly SnapshotFilterOptions Filter = new("-H");

    internal static Command Create()
    {
        var command = new Command("at", "Show a file or directory as it was at a moment, or restore that state.\n\nExample: archivist at 'yesterday 10:00' /home/alice/letter.odt --target /tmp/old")
        {
            When, Wanted, Target,
        };
        Filter.AddTo(command);
        command.Add(CommonOptions.NoLock);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var time = PastMoment.Parse(parsed.GetValue(When)!, context.Environment.Clock);
        var path = Path.GetFullPath(parsed.GetValue(Wanted)!, context.Environment.Surroundings.WorkingFolder);
        var request = new FindStateRequest { Archive = parsed.Access(), Path = path, Time = time, Filter = Filter.Read(parsed) };
        var result = await new FindStateOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        Show(context.Output, result, path, time);
        if (result.Entry is null && path != "/")
            return ExitCode.Of(Failure.Usage);
        if (parsed.GetValue(Target) is not { } target)
            return ExitCode.Of(result.Verdict);
        var restored = await new RestoreOperation(context.Environment).RunAsync(
            new RestoreRequest { Archive = parsed.Access(), Snapshot = new SnapshotReference($"{result.Snapshot.Id}", path == "/" ? "" : path), Target = target },
            context.Events, cancellationToken);
        RestoreCommand.Show(context.Output, restored);
        return ExitCode.Of(restored.Verdict);
    }

    private static void Show(Output output, FindStateResult result, string path, GoTime time)
    {
        var (shown, taken) = (DisplayPath.Of(SnapshotTree.BytesOf(path)), EntryLine.Time(result.Snapshot.Time));
        output.Show(
            new StateRecord(
                "state", shown.Length == 0 ? "/" : shown, time.ToString(), result.Snapshot.Id.ToString(), result.Snapshot.Time.ToString(), result.Next?.Id.ToString(), result.Next?.Time.ToString(),
                result.Entry is not null || path == "/"),
            static json => json.StateRecord,
            record => record.Exists
                ? $"{record.Path} at {EntryLine.Time(time)}, from snapshot {result.Snapshot.Id.Value.Short} of {taken}"
                : $"{record.Path} was not there at {EntryLine.Time(time)}: snapshot {result.Snapshot.Id.Value.Short} of {taken} does not have it. Look for it with 'archivist find'.");
        foreach (var entry in result.Entries.Count > 0 || result.Entry is not { } only ? result.Entries : [only])
        {
            if (output.IsJson)
                output.Show(EntryLine.Record(entry, $"{result.Snapshot.Id}"), static json => json.EntryRecord, _ => "");
            else
                output.Line(EntryLine.Text(entry, isLong: true));
        }

        if (result.Next is { } next)
            output.Note($"The next state that was captured is of {EntryLine.Time(next.Time)}.");
    }
}
