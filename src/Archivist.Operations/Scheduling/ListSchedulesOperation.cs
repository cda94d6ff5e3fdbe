using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Running;
using Archivist.Operations.Schedules;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Scheduling;

/// <summary>Lists the schedules with what is known of their runs. Changes nothing.</summary>
public sealed class ListSchedulesOperation(OperationEnvironment environment) : Operation<ListSchedulesRequest, ListSchedulesResult>(environment)
{
    private protected override async Task<ListSchedulesResult> RunAsync(ListSchedulesRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var known = new KnownSchedules(archive.Context, await archive.ReadSettingsAsync(cancellationToken));
        using var journal = await known.FindJournalAsync(cancellationToken);
        var listed = new List<ListedSchedule>();
        var worst = Failure.None;
        foreach (var (_, schedule, refused) in await known.ReadAsync(cancellationToken))
        {
            if (refused is not null)
                archive.Context.Events.Report(new OperationEvent.Failed(refused));
            worst = Severity.Worse(worst, refused?.Failure ?? Failure.None);
            if (schedule is not null)
                listed.Add(Describe(schedule, known, journal, archive.Context.Clock.GetUtcNow()));
        }

        return new ListSchedulesResult(listed) { Verdict = worst };
    }

    private static ListedSchedule Describe(ScheduleFile schedule, KnownSchedules known, RunJournal? journal, DateTimeOffset now)
    {
        var history = journal?.FindHistory(schedule.Name) ?? ScheduleHistory.None;
        var switched = journal?.FindSwitch(schedule.Name);
        var isOn = known.IsOn(schedule, journal);
        return new ListedSchedule(schedule.Name, schedule.File, schedule.Cron, schedule.TimeZone.Id, [.. schedule.Steps.Select(step => step.Name)], isOn)
        {
            SwitchedAt = switched?.Since,
            Reason = switched?.Reason,
            Next = isOn ? new ScheduleTimes(schedule).NextAfter(now) : null,
            LastSuccess = history.LastSuccess,
            LastEnded = history.LastEnded,
            LastVerdict = history.LastVerdict,
            Unfinished = journal?.FindLast(schedule.Name) is { Ended: null } run ? run.Started : null,
        };
    }
}
