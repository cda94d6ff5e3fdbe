using System.CommandLine;
using Archivist.Operations.Running;
using Archivist.Operations.Watching;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist run NAME</c></summary>
internal static class RunCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "Name of the schedule, such as weekly-dvd." };

    private static readonly Option<bool> Continue = new("--continue") { Description = "Go on with the last run if it was killed or stopped." };

    internal static Command Create()
    {
        var command = new Command("run", "Run all steps of a schedule now.\n\nExample: archivist run weekly-dvd") { Name, Continue };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var request = new RunScheduleRequest { Archive = parsed.Access(), Schedule = parsed.GetValue(Name)!, Continues = parsed.GetValue(Continue) };
        var run = await new RunScheduleOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        context.Output.Show(
            new RunRecord("run", run.Schedule, ExitCode.Of(run.Verdict), run.Image, run.Reports, run.Elapsed.TotalSeconds),
            static json => json.RunRecord,
            record => run.IsNothingToContinue ? $"No run of {record.Schedule} was interrupted: nothing to continue." : $"Schedule {record.Schedule} {(record.ExitCode == 0 ? "done" : $"ended with {run.Verdict} ({record.ExitCode})")} in {Quantity.Duration(run.Elapsed)}."
                + (record.Image is null ? "" : $"\n  image:  {record.Image}")
                + string.Concat(record.Reports.Select(report => $"\n  report: {report}")));
        // Without a service, the end of a run is the time to look whether a digest is due or an incident is still open.
        await new LookOperation(context.Environment).RunAsync(new LookRequest { Archive = parsed.Access() }, context.Events, cancellationToken);
        return ExitCode.Of(run.Verdict);
    }
}
