using System.CommandLine;
using Archivist.Operations.Archives;
using Archivist.Operations.Running;
using Archivist.Operations.Schedules;
using Archivist.Platform.Text;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist run NAME</c></summary>
internal static class RunCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "A schedule by its name, such as weekly-dvd." };

    internal static Command Create()
    {
        var command = new Command("run", "Run all steps of a schedule now.\n\nExample: archivist run weekly-dvd") { Name };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var startedAt = context.Clock.GetTimestamp();
        var settings = await parsed.Archive().ReadSettingsAsync(cancellationToken);
        var schedule = await ScheduleReader.ReadAsync(parsed.GetValue(Name)!, settings, cancellationToken);
        var run = new ScheduleRun(context.Operation, settings, schedule);
        var failure = await run.RunAsync(cancellationToken);
        var elapsed = context.Clock.GetElapsedTime(startedAt);
        context.Output.Show(
            new RunRecord("run", schedule.Name, (int)failure, run.Image, run.Reports, elapsed.TotalSeconds),
            CliJson.Default.RunRecord,
            record => $"Schedule {record.Schedule} {(record.ExitCode == 0 ? "done" : $"ended with {failure} ({record.ExitCode})")} in {Quantity.Duration(elapsed)}."
                + (record.Image is null ? "" : $"\n  image:  {record.Image}")
                + string.Concat(record.Reports.Select(report => $"\n  report: {report}")));
        return (int)failure;
    }
}
