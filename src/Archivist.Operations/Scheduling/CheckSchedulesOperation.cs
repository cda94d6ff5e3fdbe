using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Operations.Schedules;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Scheduling;

/// <summary>Reads every schedule and reports each mistake with file, line and column. Changes nothing.</summary>
public sealed class CheckSchedulesOperation(OperationEnvironment environment) : Operation<CheckSchedulesRequest, CheckSchedulesResult>(environment)
{
    private protected override async Task<CheckSchedulesResult> RunAsync(CheckSchedulesRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var known = new KnownSchedules(archive.Context, await archive.ReadSettingsAsync(cancellationToken));
        var schedules = await known.ReadAsync(cancellationToken);
        var worst = Failure.None;
        foreach (var (_, _, refused) in schedules)
        {
            if (refused is null)
                continue;
            archive.Context.Events.Report(new OperationEvent.Failed(refused));
            worst = Severity.Worse(worst, refused.Failure);
        }

        foreach (var (name, schedule, _) in schedules)
        {
            if (schedule?.Cron is not null && new ScheduleTimes(schedule).NextAfter(archive.Context.Clock.GetUtcNow()) is null)
                archive.Context.Warn(new ScheduleNeverRuns(name));
        }

        return new CheckSchedulesResult([.. schedules.Where(item => item.Schedule is not null).Select(item => item.Name)], schedules.Count(item => item.Refused is not null)) { Verdict = worst };
    }
}
