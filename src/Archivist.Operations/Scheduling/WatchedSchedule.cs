using Archivist.Operations.Running;
using Archivist.Operations.Schedules;

namespace Archivist.Operations.Scheduling;

/// <summary>A schedule that is on, between two looks. Not thread-safe.</summary>
internal sealed class WatchedSchedule
{
    private readonly ScheduleTimes _times;
    private DateTimeOffset _baseline;
    private DateTimeOffset? _slot;
    private (ScheduleHistory, DateTimeOffset)? _followed;

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

    /// <summary>When its last run ended that did its work; null without any.</summary>
    internal DateTimeOffset? LastSuccess { get; private set; }

    /// <summary>Its last run was interrupted and can be continued.</summary>
    internal bool IsUnfinished { get; set; }

    /// <summary>When its unfinished run came to a step that needs the network, which could not be used; null when it is not held there.</summary>
    internal DateTimeOffset? HeldAt { get; set; }

    /// <summary>The first time of its calendar since its run was held; null when it is not held.</summary>
    internal DateTimeOffset? SlotSinceHeld => HeldAt is { } held ? _times.NextAfter(held) : null;

    /// <summary>When it must have succeeded again: after two intervals, and never before the second time that its calendar names; null for a calendar without a future.</summary>
    internal DateTimeOffset? SucceedsBy => _slot is not { } slot ? null : slot + Interval > _baseline + (2 * Interval) ? slot + Interval : _baseline + (2 * Interval);

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
        (Failures, RetryAt, LastSuccess) = (0, null, now);
        Baseline = now;
    }

    /// <summary>It stays due.</summary>
    internal void Fail(DateTimeOffset now)
    {
        Failures++;
        RetryAt = now + PauseOf(Failures);
    }

    /// <summary>
    /// Takes up what the journal says where that has changed; what was concluded from it otherwise, such as that the clock was set back, stays.
    /// </summary>
    /// <param name="history">The runs so far.</param>
    /// <param name="switchedOn">When a person last switched it on, null if no one did: what was missed before that is not made up for.</param>
    /// <param name="written">When its file was written: a schedule that never succeeded and that no one ever switched is on since then.</param>
    internal void Follow(ScheduleHistory history, DateTimeOffset? switchedOn, DateTimeOffset written)
    {
        var baseline = history.LastSuccess is { } success && !(switchedOn > success) ? success : switchedOn ?? written;
        if (_followed == (history, baseline))
            return;
        _followed = (history, baseline);
        LastSuccess = history.LastSuccess;
        Baseline = baseline;
        Failures = history.Failures;
        RetryAt = Failures == 0 ? null : history.LastEnded + PauseOf(Failures);
    }

    private static TimeSpan PauseOf(int failures) =>
        TimeSpan.FromTicks(Math.Min(DueWatch.LongestPause.Ticks, DueWatch.FirstPause.Ticks << Math.Min(failures - 1, 20)));
}
