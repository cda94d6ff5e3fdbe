using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Operations.Running;
using Archivist.Operations.Schedules;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;

namespace Archivist.Operations.Scheduling;

/// <summary>
/// The schedules that are on, as files and journal have them now, and which of them are due. Files are edited and schedules switched while it watches; each refresh takes that up.
/// Not thread-safe.
/// </summary>
/// <param name="context">Where secrets are looked up, and warnings go.</param>
internal sealed class ScheduleWatch(OperationContext context)
{
    private readonly List<WatchedSchedule> _schedules = [];
    private readonly Dictionary<string, (Digest Definition, bool NeedsNetwork)> _definitions = [];
    private readonly Dictionary<string, Problem> _refused = [];
    private DueWatch? _due;

    /// <summary>The schedules that the calendar starts, in the order of their names.</summary>
    internal IEnumerable<CalendarJob> Jobs => _schedules.OrderBy(schedule => schedule.Name, StringComparer.Ordinal).Select(schedule => new CalendarJob(schedule.Name, schedule.Schedule.Cron!, schedule.Schedule.TimeZone));

    private DueWatch Due => _due ??= new DueWatch(_schedules);

    /// <summary>Reads the files and the journal again.</summary>
    /// <exception cref="ArchivistException">The journal cannot be used; all stays as it was.</exception>
    internal async Task RefreshAsync(ArchivistSettings settings, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var known = new KnownSchedules(context, settings);
        using var journal = await known.FindJournalAsync(cancellationToken);
        var on = new HashSet<string>();
        foreach (var (name, schedule, refused) in await known.ReadAsync(cancellationToken))
        {
            if (refused is not null)
                Refuse(name, refused.Problem, known, journal);
            else
                _refused.Remove(name);
            if (schedule?.Cron is null || !known.IsOn(schedule, journal))
                continue;
            on.Add(name);
            var (watched, countsFromNow) = Watch(schedule, settings, now);
            watched.Follow(journal?.FindHistory(name) ?? ScheduleHistory.None, journal?.FindSwitch(name)?.Since, WrittenAt(schedule.File, now));
            if (countsFromNow)
                watched.Baseline = now;
            watched.IsUnfinished = journal?.FindLast(name) is { Ended: null };
        }

        _schedules.RemoveAll(schedule => !on.Contains(schedule.Name));
        foreach (var gone in _definitions.Keys.Except(on).ToList())
            _definitions.Remove(gone);
    }

    /// <summary>As <see cref="DueWatch.Look"/>.</summary>
    /// <param name="now">The wall clock.</param>
    /// <param name="machine">What the machine says.</param>
    /// <param name="running">The schedules that are running, here or elsewhere.</param>
    internal DueLook Look(DateTimeOffset now, MachineState machine, IReadOnlyCollection<string> running)
    {
        foreach (var schedule in _schedules)
            schedule.IsRunning = running.Contains(schedule.Name);
        return Due.Look(now, machine);
    }

    /// <inheritdoc cref="DueWatch.LookAt"/>
    internal DueSchedule? LookAt(string name, DateTimeOffset now, MachineState machine) => Due.LookAt(name, now, machine);

    /// <inheritdoc cref="DueWatch.End"/>
    internal void End(string name, DateTimeOffset now, bool hasSucceeded) => Due.End(name, now, hasSucceeded);

    /// <inheritdoc cref="DueWatch.Hold"/>
    internal void Hold(string name, DateTimeOffset now) => Due.Hold(name, now);

    /// <inheritdoc cref="DueWatch.FindNetworkHold(string, DateTimeOffset, MachineState)"/>
    internal HoldReason? FindNetworkHold(string name, DateTimeOffset now, MachineState machine) => Due.FindNetworkHold(name, now, machine);

    /// <summary>How the schedules are, by name; those that cannot be read are late.</summary>
    /// <param name="now">The wall clock.</param>
    /// <param name="within">The time within which each must have had a success; null for two intervals of its calendar.</param>
    /// <param name="held">What is due and does not start.</param>
    internal IReadOnlyList<ScheduleHealth> Describe(DateTimeOffset now, TimeSpan? within, IReadOnlyList<HeldSchedule> held) =>
    [
        .. _schedules.Select(schedule => Describe(schedule, now, within, held.FirstOrDefault(hold => hold.Name == schedule.Name)))
            .Concat(_refused.Keys.Select(name => new ScheduleHealth(name, null, null, IsLate: true)))
            .OrderBy(schedule => schedule.Name, StringComparer.Ordinal),
    ];

    private static ScheduleHealth Describe(WatchedSchedule schedule, DateTimeOffset now, TimeSpan? within, HeldSchedule? held)
    {
        var by = within is { } span ? schedule.Baseline + span : schedule.SucceedsBy;
        return new ScheduleHealth(schedule.Name, schedule.LastSuccess, by, now > by)
        {
            IsRunning = schedule.IsRunning,
            Failures = schedule.Failures,
            Held = schedule.IsRunning ? null : held?.Reason,
            HeldSince = schedule.IsRunning ? null : held?.Since,
        };
    }

    /// <summary>
    /// One that was edited, or whose replicas were, is watched afresh. Its calendar then counts from now, as people expect who edit it, unless it was due already.
    /// </summary>
    private (WatchedSchedule Schedule, bool CountsFromNow) Watch(ScheduleFile schedule, ArchivistSettings settings, DateTimeOffset now)
    {
        var definition = (Digest.Of(File.ReadAllBytes(schedule.File)), NetworkNeed.Of(schedule, settings));
        var index = _schedules.FindIndex(known => known.Name == schedule.Name);
        if (index >= 0 && _definitions[schedule.Name] == definition)
            return (_schedules[index], false);
        var watched = new WatchedSchedule(schedule, definition.Item2, now) { IsRunning = index >= 0 && _schedules[index].IsRunning };
        _definitions[schedule.Name] = definition;
        if (index < 0)
        {
            _schedules.Add(watched);
            return (watched, false);
        }

        var isDue = _schedules[index].Slot <= now;
        _schedules[index] = watched;
        return (watched, !isDue);
    }

    /// <summary>A schedule beside the settings, and one that was switched on, should run and cannot.</summary>
    private void Refuse(string name, Problem problem, KnownSchedules known, RunJournal? journal)
    {
        if (!(journal?.FindSwitch(name)?.IsOn ?? known.IsOwn(name)))
        {
            _refused.Remove(name);
            return;
        }

        if (_refused.GetValueOrDefault(name) != problem)
            context.Warn(problem);
        _refused[name] = problem;
    }

    private static DateTimeOffset WrittenAt(string file, DateTimeOffset now) =>
        FileLookup.Find(file)?.ModifiedSeconds is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : now;
}
