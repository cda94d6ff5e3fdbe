using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Schedules;

namespace Archivist.Operations.Scheduling;

/// <summary>Lists what the calendar starts next. Changes nothing.</summary>
public sealed class ListUpcomingRunsOperation(OperationEnvironment environment) : Operation<ListUpcomingRunsRequest, ListUpcomingRunsResult>(environment)
{
    private protected override async Task<ListUpcomingRunsResult> RunAsync(ListUpcomingRunsRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var known = new KnownSchedules(archive.Context, await archive.ReadSettingsAsync(cancellationToken));
        using var journal = await known.FindJournalAsync(cancellationToken);
        var now = archive.Context.Clock.GetUtcNow();
        var runs = new List<UpcomingRun>();
        var on = 0;
        foreach (var (_, schedule, refused) in await known.ReadAsync(cancellationToken))
        {
            if (refused is not null)
                throw refused;
            if (schedule!.Cron is null || !known.IsOn(schedule, journal))
                continue;
            on++;
            runs.AddRange(new ScheduleTimes(schedule).After(now).Take(request.Count).Select(at => new UpcomingRun(schedule.Name, TimeZoneInfo.ConvertTime(at, schedule.TimeZone))));
        }

        return new ListUpcomingRunsResult([.. runs.OrderBy(run => run.At).ThenBy(run => run.Schedule, StringComparer.Ordinal).Take(request.Count)]) { On = on };
    }
}
