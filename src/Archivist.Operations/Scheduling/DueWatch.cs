using System.Text;
using Archivist.Operations.Problems;
using Archivist.Operations.Schedules;
using Archivist.Repository.Crypto;

namespace Archivist.Operations.Scheduling;

/// <summary>
/// Decides when schedules start on a machine that sleeps, loses its network and has its clock changed. Due is what the calendar names between the last success and now, by the wall clock,
/// looked at every minute and after each wake; however many times were missed, one run makes up for them. Knows no clock and no machine: the caller passes both. Not thread-safe.
/// </summary>
/// <param name="schedules">The schedules that are on, with distinct names; the list may change between two looks.</param>
internal sealed class DueWatch(IReadOnlyList<WatchedSchedule> schedules)
{
    /// <summary>What is older was missed; looks that are further apart have a sleep between them.</summary>
    internal static readonly TimeSpan Punctual = TimeSpan.FromMinutes(3);

    /// <summary>A network is given that long to become usable.</summary>
    internal static readonly TimeSpan Settling = TimeSpan.FromSeconds(60);

    /// <summary>Missed schedules begin within that time after a wake, each at its own moment.</summary>
    internal static readonly TimeSpan Spread = TimeSpan.FromMinutes(5);

    /// <summary>The pause after the first failure; it doubles with each one up to <see cref="LongestPause"/>.</summary>
    internal static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(5);

    /// <summary>The longest pause between two tries.</summary>
    internal static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    /// <summary>The number of intervals of its calendar after which a skipped schedule runs regardless.</summary>
    internal const int MostSkipped = 2;

    private DateTimeOffset? _lastLook;
    private DateTimeOffset _wokeAt;

    /// <summary>Looks at all schedules; what is due counts as running until it ends.</summary>
    /// <param name="now">The wall clock.</param>
    /// <param name="machine">What the machine says.</param>
    internal DueLook Look(DateTimeOffset now, MachineState machine)
    {
        if (_lastLook is not { } last || now - last > Punctual)
            _wokeAt = now;
        _lastLook = now;
        // After the clock was set back, nothing woke later than now.
        _wokeAt = _wokeAt > now ? now : _wokeAt;
        var due = new List<DueSchedule>();
        var held = new List<HeldSchedule>();
        // What was interrupted goes on before anything that was missed begins.
        foreach (var schedule in schedules.Where(schedule => schedule is { IsUnfinished: true, IsRunning: false }))
            Add(JudgeUnfinished(schedule, now, machine), due, held);
        var hasCaughtUp = due.Count > 0;
        foreach (var schedule in schedules.OrderBy(schedule => schedule.Slot ?? DateTimeOffset.MaxValue).ThenBy(schedule => schedule.Name, StringComparer.Ordinal))
        {
            if (schedule.IsRunning || schedule.IsUnfinished)
                continue;
            var judged = Judge(schedule, now, machine, hasCaughtUp);
            hasCaughtUp |= judged.Due is { IsCatchUp: true };
            Add(judged, due, held);
        }

        foreach (var schedule in schedules.IntersectBy(due.Select(start => start.Name), schedule => schedule.Name))
            schedule.IsRunning = true;
        held.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
        return new DueLook(due, held);
    }

    /// <summary>Looks at one schedule again, just before it starts, whether it counts as running or not; null when it does not start.</summary>
    internal DueSchedule? LookAt(string name, DateTimeOffset now, MachineState machine)
    {
        if (schedules.FirstOrDefault(schedule => schedule.Name == name) is not { } schedule)
            return null;
        var due = (schedule.IsUnfinished ? JudgeUnfinished(schedule, now, machine) : Judge(schedule, now, machine, hasCaughtUp: false)).Due;
        if (due is not null)
            schedule.HeldAt = null;
        schedule.IsRunning = due is not null;
        return due;
    }

    private static void Add((DueSchedule? Due, HeldSchedule? Held) judged, List<DueSchedule> due, List<HeldSchedule> held)
    {
        if (judged.Due is { } start)
            due.Add(start);
        if (judged.Held is { } hold)
            held.Add(hold);
    }

    /// <summary>
    /// An interrupted run goes on. One that waits for the network does so once that can be used; if the calendar names another time first, a new run begins where that captures, because
    /// a capture never waits.
    /// </summary>
    private static (DueSchedule? Due, HeldSchedule? Held) JudgeUnfinished(WatchedSchedule schedule, DateTimeOffset now, MachineState machine)
    {
        FollowClock(schedule, now);
        var slot = schedule.Slot ?? now;
        if (schedule.RetryAt > now)
            return (null, new HeldSchedule(schedule.Name, HoldReason.BackingOff, slot, null));
        if (schedule.HeldAt is null || FindNetworkHold(schedule, now, machine) is not { } reason)
            return (new DueSchedule(schedule.Name, slot, IsCatchUp: false, null) { Continues = true }, null);
        return schedule.Captures && schedule.SlotSinceHeld is { } next && next <= now
            ? (new DueSchedule(schedule.Name, next, IsCatchUp: false, null), null)
            : (null, new HeldSchedule(schedule.Name, reason, slot, reason is HoldReason.Metered ? LimitOf(schedule, slot) : null));
    }

    /// <summary>As below, for a schedule that has been waiting for too long for a network that is not metered: then a metered one will do.</summary>
    private static HoldReason? FindNetworkHold(WatchedSchedule schedule, DateTimeOffset now, MachineState machine) =>
        FindNetworkHold(now, machine) is { } reason && !(reason is HoldReason.Metered && schedule.Slot is { } slot && now >= LimitOf(schedule, slot)) ? reason : null;

    private (DueSchedule? Due, HeldSchedule? Held) Judge(WatchedSchedule schedule, DateTimeOffset now, MachineState machine, bool hasCaughtUp)
    {
        FollowClock(schedule, now);
        if (schedule.Slot is not { } slot || slot > now)
            return (null, null);
        var isMissed = now - slot > Punctual;
        if (isMissed && schedule is { Schedule.Misfire: MisfireRule.Skip, Failures: 0 })
        {
            schedule.Baseline = now;
            return (null, null);
        }

        var (reason, disregarded) = FindHold(schedule, slot, now, machine, isMissed, hasCaughtUp);
        return reason is { } why
            ? (null, new HeldSchedule(schedule.Name, why, slot, why is HoldReason.OnBattery or HoldReason.Metered ? LimitOf(schedule, slot) : null))
            : (new DueSchedule(schedule.Name, slot, isMissed, disregarded), null);
    }

    /// <summary>A run has ended. One that failed stays due.</summary>
    internal void End(string name, DateTimeOffset now, bool hasSucceeded)
    {
        // One that was switched off meanwhile is not watched any more.
        if (schedules.FirstOrDefault(schedule => schedule.Name == name) is not { } schedule)
            return;
        schedule.IsRunning = false;
        if (hasSucceeded)
            schedule.Succeed(now);
        else
            schedule.Fail(now);
    }

    /// <summary>A run has come to a step that needs the network, which cannot be used now. It has not failed, and goes on when it can.</summary>
    internal void Hold(string name, DateTimeOffset now)
    {
        if (schedules.FirstOrDefault(schedule => schedule.Name == name) is { } schedule)
            (schedule.IsRunning, schedule.HeldAt) = (false, now);
    }

    /// <summary>Whether a step of a schedule that reaches replicas over the network has to wait; null when it may begin, as also once the schedule has been skipped for too long.</summary>
    internal HoldReason? FindNetworkHold(string name, DateTimeOffset now, MachineState machine) =>
        schedules.FirstOrDefault(schedule => schedule.Name == name) is { } schedule ? FindNetworkHold(schedule, now, machine) : FindNetworkHold(now, machine);

    /// <summary>Whether a step that reaches replicas over the network may begin; null when it may.</summary>
    internal static HoldReason? FindNetworkHold(DateTimeOffset now, MachineState machine) =>
        machine.NetworkSince is not { } since ? HoldReason.NoNetwork
        // A network that is dated ahead has seen the clock being set back.
        : now - since < Settling && since <= now ? HoldReason.NetworkSettling
        : machine.IsMetered ? HoldReason.Metered
        : null;

    /// <summary>
    /// A clock that was set back leaves a last success in the future. Less than an interval is waited for, so that nothing runs twice for one time of the calendar; from more the
    /// calendar counts from the start, so that a clock which was once a year ahead silences nothing for a year.
    /// </summary>
    private static void FollowClock(WatchedSchedule schedule, DateTimeOffset now)
    {
        if (schedule.Baseline > now && schedule.Baseline - now > schedule.Interval)
            schedule.Baseline = now;
        if (schedule.RetryAt - now > LongestPause)
            schedule.RetryAt = now;
    }

    private (HoldReason? Reason, HoldReason? Disregarded) FindHold(
        WatchedSchedule schedule, DateTimeOffset slot, DateTimeOffset now, MachineState machine, bool isMissed, bool hasCaughtUp)
    {
        if (schedule.RetryAt > now)
            return (HoldReason.BackingOff, null);
        HoldReason? disregarded = null;
        if (!schedule.Captures)
        {
            var reason = schedule.NeedsNetwork ? FindNetworkHold(now, machine) : null;
            reason ??= machine.IsOnBattery ? HoldReason.OnBattery : null;
            if (reason is HoldReason.OnBattery or HoldReason.Metered && now >= LimitOf(schedule, slot))
                (reason, disregarded) = (null, reason);
            if (reason is not null)
                return (reason, null);
        }

        var isTurn = !isMissed || (!hasCaughtUp && now >= _wokeAt + TurnOf(schedule.Name));
        return (isTurn ? null : HoldReason.TakingTurns, disregarded);
    }

    private static DateTimeOffset LimitOf(WatchedSchedule schedule, DateTimeOffset slot) => slot + (schedule.Interval * MostSkipped);

    /// <summary>The moment of a schedule within <see cref="Spread"/>: always the same for a name, and different from others.</summary>
    private static TimeSpan TurnOf(string name)
    {
        Span<byte> hash = stackalloc byte[Digest.Size];
        Digest.Of(Encoding.UTF8.GetBytes(name)).WriteTo(hash);
        return Spread * (BitConverter.ToUInt16(hash) / (double)ushort.MaxValue);
    }
}
