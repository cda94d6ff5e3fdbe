using Archivist.Operations.Configuration;
using Archivist.Operations.Notifying.Messages;
using Archivist.Operations.Schedules;

namespace Archivist.Operations.Running;

/// <summary>Describes runs for notifications.</summary>
internal static class RunDescription
{
    /// <summary>A run with the calendar that it belongs to: who waits for the next one must know both interval and time zone.</summary>
    /// <param name="settings">The archive.</param>
    /// <param name="schedule">The schedule.</param>
    /// <param name="id">The number of the run in the journal; null for none.</param>
    /// <param name="started">When it began.</param>
    /// <param name="exitCode">How it ended; null while it is under way.</param>
    internal static NotifiedRun Of(ArchivistSettings settings, ScheduleFile schedule, long? id, DateTimeOffset started, int? exitCode)
    {
        var times = new ScheduleTimes(schedule);
        var interval = times.NextAfter(started) is { } first && times.NextAfter(first) is { } second ? second - first : (TimeSpan?)null;
        return new NotifiedRun(
            id, NotifiedRun.UuidOf(settings.Archive.Name, schedule.Name, started), started, exitCode, schedule.Cron, schedule.TimeZone.Id, (long?)interval?.TotalSeconds);
    }
}
