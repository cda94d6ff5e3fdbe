using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Operations.Running;
using Archivist.Operations.Schedules;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Scheduling;

/// <summary>Pauses a schedule, so that the calendar does not start it, or resumes it. People can run it all the same; a run under way goes on.</summary>
public sealed class SwitchScheduleOperation(OperationEnvironment environment) : Operation<SwitchScheduleRequest, SwitchScheduleResult>(environment)
{
    private protected override async Task<SwitchScheduleResult> RunAsync(SwitchScheduleRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var settings = await archive.ReadSettingsAsync(cancellationToken);
        var schedule = await ScheduleReader.ReadAsync(request.Schedule, settings, cancellationToken);
        if (schedule.Cron is null)
            throw new ArchivistException(new ScheduleWithoutCalendar(schedule.Name));
        var now = archive.Context.Clock.GetUtcNow();
        using var journal = await RunJournals.OpenAsync(archive.Context, settings, cancellationToken);
        journal.Switch(schedule.Name, request.IsOn, now, request.Reason);
        return new SwitchScheduleResult(schedule.Name, request.IsOn, request.IsOn ? new ScheduleTimes(schedule).NextAfter(now) : null);
    }
}
