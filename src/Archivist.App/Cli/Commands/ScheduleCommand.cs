using System.CommandLine;
using System.Globalization;
using Archivist.App.Messages;
using Archivist.Operations.Scheduling;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist schedule</c></summary>
internal static class ScheduleCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "Name of the schedule, such as weekly-dvd." };
    private static readonly Argument<int> Number = new("count") { Description = "The number of runs [10].", DefaultValueFactory = _ => 10 };
    private static readonly Option<string?> Reason = new("--reason") { Description = "Reason to show in the list.", HelpName = "text" };

    internal static Command Create()
    {
        var list = new Command("list", "List all schedules with their last and next runs.\n\nExample: archivist schedule list");
        list.SetAction(ListAsync);
        var next = new Command("next", "Show the next runs of all schedules that are on.\n\nExample: archivist schedule next 20") { Number };
        next.SetAction(NextAsync);
        var check = new Command("check", "Check every schedule.\n\nExample: archivist schedule check");
        check.SetAction(CheckAsync);
        var pause = new Command("pause", "Keep the calendar from starting a schedule.\n\nExample: archivist schedule pause weekly-dvd --reason 'on holiday'") { Name, Reason };
        pause.SetAction((parsed, stop) => SwitchAsync(parsed, isOn: false, stop));
        var resume = new Command("resume", "Let the calendar start a schedule, also a shipped one.\n\nExample: archivist schedule resume weekly-dvd") { Name, Reason };
        resume.SetAction((parsed, stop) => SwitchAsync(parsed, isOn: true, stop));
        return new Command("schedule", "When which steps run by themselves.") { list, next, check, pause, resume };
    }

    private static async Task<int> ListAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var result = await new ListSchedulesOperation(context.Environment).RunAsync(new ListSchedulesRequest { Archive = parsed.Access() }, context.Events, cancellationToken);
        foreach (var schedule in result.Schedules)
            context.Output.Show(ScheduleRecord.Of(schedule), static json => json.ScheduleRecord, _ => Describe(schedule));
        return ExitCode.Of(result.Verdict);
    }

    private static string Describe(ListedSchedule schedule) =>
        $"{schedule.Name}: {string.Join(", ", schedule.Steps)}\n  {(schedule.Cron is { } cron ? $"{cron} in {schedule.TimeZone}; {StateOf(schedule)}" : $"no calendar: only people start it, with 'archivist run {schedule.Name}'")}"
            + $"\n  last success: {Shown(schedule.LastSuccess) ?? "never"}"
            + (schedule.LastEnded is { } ended && ended != schedule.LastSuccess
                ? $"; last run {(schedule.LastVerdict is { } verdict ? $"ended with {verdict} ({ExitCode.Of(verdict)})" : "was killed")} {Shown(ended)}" : "")
            + (schedule.Unfinished is { } started ? $"\n  the run of {Shown(started)} has not ended" : "");

    private static string StateOf(ListedSchedule schedule) =>
        schedule.IsOn ? $"next: {Shown(schedule.Next) ?? "never"}"
            : schedule.SwitchedAt is { } since ? $"paused since {Shown(since)}{(schedule.Reason is { } reason ? $" ({Printable.Of(reason)})" : "")}"
            : "off, as every shipped schedule until it is resumed";

    private static async Task<int> NextAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var count = parsed.GetValue(Number);
        if (count is < 1 or > 10_000)
            throw CommandLineProblem.Usage($"count: {count} is not between 1 and 10000", "Choose a number between these.");
        var result = await new ListUpcomingRunsOperation(context.Environment).RunAsync(
            new ListUpcomingRunsRequest { Archive = parsed.Access(), Count = count }, context.Events, cancellationToken);
        foreach (var run in result.Runs)
            context.Output.Show(new UpcomingRunRecord("upcoming_run", run.Schedule, run.At), static json => json.UpcomingRunRecord, _ => $"{run.At.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)}  {run.Schedule}");
        if (result.Runs.Count == 0)
            context.Output.Line(result.On == 0 ? "No schedule is on. Switch one on with 'archivist schedule resume NAME'; 'archivist schedule list' shows all." : "No schedule that is on has a time in the future.");
        return ExitCode.Of(result.Verdict);
    }

    private static async Task<int> CheckAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var result = await new CheckSchedulesOperation(context.Environment).RunAsync(new CheckSchedulesRequest { Archive = parsed.Access() }, context.Events, cancellationToken);
        context.Output.Show(
            new SchedulesCheckedRecord("schedules_checked", result.Valid, result.Refused), static json => json.SchedulesCheckedRecord,
            record => $"{Quantity.Count(record.Valid.Count, "schedule is", "schedules are")} valid{(record.Refused > 0 ? $", {Quantity.Count(record.Refused, "is", "are")} not" : $": {string.Join(", ", record.Valid)}")}.");
        return ExitCode.Of(result.Verdict);
    }

    private static async Task<int> SwitchAsync(ParseResult parsed, bool isOn, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var request = new SwitchScheduleRequest { Archive = parsed.Access(), Schedule = parsed.GetValue(Name)!, IsOn = isOn, Reason = parsed.GetValue(Reason) };
        var result = await new SwitchScheduleOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        context.Output.Show(
            new ScheduleSwitchedRecord("schedule_switched", result.Schedule, result.IsOn, result.Next), static json => json.ScheduleSwitchedRecord,
            record => record.IsOn ? $"Schedule {record.Schedule} is on; next: {Shown(record.Next) ?? "never"}." : $"Schedule {record.Schedule} is paused.");
        return ExitCode.Of(result.Verdict);
    }

    private static string? Shown(DateTimeOffset? time) => time?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
