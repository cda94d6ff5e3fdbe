using Archivist.Operations.Schedules;

namespace Archivist.Operations.Scheduling;

/// <summary>A schedule that is on, between two looks. Not thread-safe.</summary>
internal sealed class WatchedSchedule
{
    private readonly ScheduleTimes _times;
    private DateTimeOffset _baseline;
    private DateTimeOffset? _slot;

    /// <param name="schedule">The schedule.</param>
    /// <param name="needsNetwork">A step reaches a replica over the network.</param>
    /// <param name="baseline">When its last run ended that did its work; without any, since when it is on.</param>
    internal WatchedSchedule(ScheduleFile schedule, bool needsNetwork, DateTimeOffset baseline)
    {
        (Schedule, NeedsNetwork, _times, _baseline) = (schedule, needsNetwork, new ScheduleTimes(schedule), baseline);
        _slot = _times.NextAfter(baseline);
    }

    internal ScheduleFile Schedule { get; }

    internal string Name => Schedule.Name;

    internal bool NeedsNetwork { get; }

    /// <summary>It begins with a capture, which waits for nothing; its other steps are held one by one.</summary>
    internal bool Captures => Schedule.Steps[0] is ScheduleStep.Snapshot;

    /// <summary>Failures in succession.</summary>
    internal int Failures { get; private set; }

    /// <summary>Not tried again before that; null without a failure.</summary>
    internal DateTimeOffset? RetryAt { get; set; }

    internal bool IsRunning { get; set; }

    /// <summary>The calendar is counted from here.</summary>
    internal DateTimeOffset Baseline
    {
        get => _baseline;
        set => (_baseline, _slot) = (value, _times.NextAfter(value));
    }

    /// <summary>The first time of the calendar since the last success; null when there is none any more.</summary>
    internal DateTimeOffset? Slot => _slot;

    /// <summary>From one time of the calendar to the next, where it stands now.</summary>
    internal TimeSpan Interval => _slot is { } slot && _times.NextAfter(slot) is { } next ? next - slot : TimeSpan.FromDays(366);

    internal void Succeed(DateTimeOffset now)
    {
        (Failures, RetryAt) = (0, null);
        Baseline = now;
    }

    /// <summary>It stays due.</summary>
    internal void Fail(DateTimeOffset now, TimeSpan first, TimeSpan most)
    {
        Failures++;
        RetryAt = now + TimeSpan.FromTicks(Math.Min(most.Ticks, first.Ticks << Math.Min(Failures - 1, 20)));
    }
}
