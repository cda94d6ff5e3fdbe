using Quartz;

namespace Archivist.Operations.Schedules;

/// <summary>When the calendar of a schedule says that it runs. Immutable.</summary>
/// <param name="schedule">The schedule.</param>
internal sealed class ScheduleTimes(ScheduleFile schedule)
{
    private static readonly TimeSpan Gap = TimeSpan.FromHours(1);
    private readonly CronExpression? _cron = schedule.Cron is { } cron ? new CronExpression(cron, schedule.TimeZone) : null;
    private readonly CronExpression? _readings = schedule.Cron is { } cron ? new CronExpression(cron, TimeZoneInfo.Utc) : null;

    /// <summary>
    /// The first time after a moment; null when there is none. A time that the clocks skip in spring is right after the gap, unless the calendar names another within an hour: a daily
    /// schedule misses no day, and an hourly one does not run twice in a row.
    /// </summary>
    internal DateTimeOffset? NextAfter(DateTimeOffset moment) =>
        _cron?.GetNextValidTimeAfter(moment) is not { } time ? null
        : StandsIn(time) && _cron.GetNextValidTimeAfter(time) is { } next && next - time <= Gap ? next
        : time;

    /// <summary>The clocks jump to this time, and the calendar does not name it: it stands for one that was skipped.</summary>
    private bool StandsIn(DateTimeOffset time)
    {
        var reading = DateTime.SpecifyKind(TimeZoneInfo.ConvertTime(time, schedule.TimeZone).DateTime, DateTimeKind.Unspecified);
        return schedule.TimeZone.IsInvalidTime(reading.AddTicks(-1)) && !_readings!.IsSatisfiedBy(new DateTimeOffset(reading, TimeSpan.Zero));
    }

    /// <summary>The times after a moment, in order; without an end for most calendars.</summary>
    internal IEnumerable<DateTimeOffset> After(DateTimeOffset moment)
    {
        for (var next = NextAfter(moment); next is { } time; next = NextAfter(time))
            yield return time;
    }
}
