using Archivist.Operations.Problems;
using Archivist.Operations.Schedules;
using Archivist.Operations.Scheduling;
using Archivist.TestKit;

namespace Archivist.Tests.Operations.Scheduling;

public sealed class DueWatchTests
{
    private static readonly DateTimeOffset Start = new(2027, 1, 1, 0, 0, 30, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1), ShortRun = TimeSpan.FromSeconds(20);
    private readonly ManualClock _clock = new(Start);
    private readonly List<(DateTimeOffset Now, DueSchedule Due)> _started = [];
    private MachineState _machine = new(Start.AddDays(-1));
    private DueLook _look = new([], []);
    private bool _fails;

    private DateTimeOffset Now => _clock.GetUtcNow();

    [Fact]
    public void A_run_that_was_slept_through_is_caught_up_once_after_the_wake()
    {
        var watch = Watch(Daily());
        Pass(watch, TimeSpan.FromHours(2));
        Sleep(watch, TimeSpan.FromHours(6));

        Pass(watch, TimeSpan.FromMinutes(10));

        var (at, due) = Assert.Single(_started);
        Assert.Equal((new DateTimeOffset(2027, 1, 1, 3, 0, 0, TimeSpan.Zero), true), (due.At, due.IsCatchUp));
        Assert.InRange(at, Start.AddHours(8), Start.AddHours(8) + DueWatch.Spread + Minute);
    }

    [Fact]
    public void A_clock_that_jumps_over_a_time_and_back_before_it_starts_nothing_twice()
    {
        var watch = Watch(Hourly());
        Pass(watch, TimeSpan.FromMinutes(3));
        _clock.Jump(TimeSpan.FromMinutes(2));
        Pass(watch, Minute);
        Assert.Single(_started);

        _clock.Jump(TimeSpan.FromMinutes(-5));
        Pass(watch, TimeSpan.FromMinutes(50));

        Assert.Single(_started);
        Pass(watch, TimeSpan.FromMinutes(20));
        Assert.Equal([0, 1], _started.Select(start => start.Due.At.Hour));
    }

    [Fact]
    public void What_needs_the_network_waits_for_it_and_lets_it_settle()
    {
        var watch = Watch(new WatchedSchedule(File("audit", "0 0 3 * * ?", new ScheduleStep.Audit([], false, true)), needsNetwork: true, Start));
        Sleep(watch, TimeSpan.FromHours(8));
        _machine = new MachineState(null);
        Pass(watch, TimeSpan.FromMinutes(30));
        Assert.Empty(_started);
        Assert.Equal((HoldReason.NoNetwork, 3), (Assert.Single(_look.Held).Reason, _look.Held[0].Since.Hour));

        _machine = new MachineState(Now);
        Look(watch);
        Assert.Equal(HoldReason.NetworkSettling, Assert.Single(_look.Held).Reason);
        Assert.Empty(_started);
        Pass(watch, TimeSpan.FromMinutes(2));

        Assert.InRange(Assert.Single(_started).Now - _machine.NetworkSince!.Value, DueWatch.Settling, DueWatch.Settling + Minute);
    }

    [Fact]
    public void A_capture_waits_neither_for_the_network_nor_for_power()
    {
        _machine = new MachineState(null, IsOnBattery: true, IsMetered: true);
        var watch = Watch(new WatchedSchedule(File("copies", "0 5 * * * ?", new ScheduleStep.Snapshot([]), new ScheduleStep.Replicate([])), needsNetwork: true, Start));

        Pass(watch, TimeSpan.FromHours(3));

        Assert.Equal([0, 1, 2], _started.Select(start => start.Due.At.Hour));
    }

    [Fact]
    public void A_run_that_is_held_at_its_network_steps_goes_on_when_the_network_has_settled()
    {
        var schedule = new WatchedSchedule(File("audit", "0 0 3 * * ?", new ScheduleStep.Audit([], false, true)), needsNetwork: true, Start) { IsUnfinished = true };
        var watch = new DueWatch([schedule]);
        _machine = new MachineState(null);
        watch.Hold("audit", Now);

        var look = watch.Look(Now, _machine);

        Assert.Empty(look.Due);
        Assert.Equal(HoldReason.NoNetwork, Assert.Single(look.Held).Reason);
        _clock.Advance(TimeSpan.FromDays(3));
        Assert.Empty(watch.Look(Now, _machine).Due);
        _machine = new MachineState(Now);
        Assert.Equal(HoldReason.NetworkSettling, Assert.Single(watch.Look(Now, _machine).Held).Reason);
        _clock.Advance(Minute);
        Assert.True(Assert.Single(watch.Look(Now, _machine).Due).Continues);
        Assert.Equal(0, schedule.Failures);
    }

    [Fact]
    public void A_schedule_that_captures_begins_anew_at_its_next_time_while_its_last_run_waits_for_the_network()
    {
        var schedule = new WatchedSchedule(File("copies", "0 5 * * * ?", new ScheduleStep.Snapshot([]), new ScheduleStep.Replicate([])), needsNetwork: true, Start) { IsUnfinished = true };
        var watch = new DueWatch([schedule]);
        _machine = new MachineState(null);
        _clock.Advance(TimeSpan.FromMinutes(6));
        watch.Hold("copies", Now);
        _clock.Advance(TimeSpan.FromMinutes(50));
        Assert.Empty(watch.Look(Now, _machine).Due);

        _clock.Advance(TimeSpan.FromMinutes(10));
        var due = Assert.Single(watch.Look(Now, _machine).Due);

        Assert.Equal((false, 1, 5), (due.Continues, due.At.Hour, due.At.Minute));
    }

    [Fact]
    public void A_run_that_fails_stays_due_and_is_tried_again_with_growing_pauses()
    {
        var watch = Watch(Daily());
        _fails = true;
        Pass(watch, TimeSpan.FromHours(23));
        Assert.All(_started, start => Assert.Equal(3, start.Due.At.Hour));
        var pauses = _started.Zip(_started.Skip(1), (one, next) => next.Now - one.Now).ToList();
        Assert.Equal(pauses.Order(), pauses);
        Assert.InRange(pauses[0], DueWatch.FirstPause, DueWatch.FirstPause + (2 * Minute));
        Assert.InRange(pauses[^1], DueWatch.LongestPause - TimeSpan.FromHours(1), DueWatch.LongestPause + (2 * Minute));

        _fails = false;
        Pass(watch, TimeSpan.FromHours(12));
        _started.Clear();
        Pass(watch, TimeSpan.FromHours(24));
        Assert.Single(_started);
    }

    [Fact]
    public void After_a_sleep_not_everything_starts_at_once()
    {
        var watch = Watch([.. Enumerable.Range(0, 8).Select(number => Of($"daily-{number}", $"0 {number} 3 * * ?"))]);
        Sleep(watch, TimeSpan.FromHours(8));

        Pass(watch, TimeSpan.FromMinutes(20));

        Assert.Equal(8, _started.Select(start => start.Due.Name).Distinct().Count());
        Assert.Equal(8, _started.Select(start => start.Now).Distinct().Count());
        Assert.Equal(8, _started.Count);
    }

    [Theory]
    [InlineData("2027-03-28", 23)]
    [InlineData("2027-10-31", 25)]
    public void A_day_on_which_the_clocks_change_has_one_daily_run_and_an_hourly_one_each_hour(string day, int hours)
    {
        var paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
        var midnight = DateTime.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        _clock.Jump(new DateTimeOffset(midnight, paris.GetUtcOffset(midnight)) - Now);
        var watch = Watch(
            new WatchedSchedule(File("daily", "0 30 2 * * ?", paris), needsNetwork: false, Now), new WatchedSchedule(File("hourly", "0 5 * * * ?", paris), needsNetwork: false, Now));

        Pass(watch, TimeSpan.FromHours(hours));

        Assert.Single(_started, start => start.Due.Name == "daily");
        var hourly = _started.Where(start => start.Due.Name == "hourly").Select(start => start.Due.At.UtcDateTime).ToList();
        Assert.Equal(hours, hourly.Count);
        Assert.All(hourly.Zip(hourly.Skip(1)), pair => Assert.Equal(TimeSpan.FromHours(1), pair.Second - pair.First));
    }

    [Fact]
    public void A_sleep_of_ninety_days_is_made_up_for_by_one_run_of_each()
    {
        var watch = Watch(Hourly(), Daily(), Of("monthly", "0 0 6 1 * ?"));
        Pass(watch, TimeSpan.FromHours(4));
        _started.Clear();
        Sleep(watch, TimeSpan.FromDays(90));

        Pass(watch, TimeSpan.FromMinutes(30));

        Assert.Equal(["daily", "hourly", "monthly"], _started.Where(start => start.Due.IsCatchUp).Select(start => start.Due.Name).Order());
    }

    [Fact]
    public void A_clock_that_is_set_back_a_year_silences_nothing()
    {
        var watch = Watch(Hourly(), Daily());
        Pass(watch, TimeSpan.FromHours(4));
        _clock.Jump(Now.AddYears(-1) - Now);
        _started.Clear();

        Pass(watch, TimeSpan.FromDays(1));

        Assert.Equal((24, 1), (_started.Count(start => start.Due.Name == "hourly"), _started.Count(start => start.Due.Name == "daily")));
    }

    [Theory]
    [InlineData(true, false, HoldReason.OnBattery)]
    [InlineData(false, true, HoldReason.Metered)]
    public void What_is_skipped_on_battery_or_a_metered_network_runs_anyway_after_two_intervals_and_says_so(bool onBattery, bool isMetered, object reason)
    {
        _machine = new MachineState(Start.AddDays(-1), onBattery, isMetered);
        var watch = Watch(new WatchedSchedule(File("audit", "0 0 3 * * ?", new ScheduleStep.Audit([], false, true)), needsNetwork: true, Start));

        Pass(watch, TimeSpan.FromHours(48));

        Assert.Empty(_started);
        var held = Assert.Single(_look.Held);
        Assert.Equal(reason, held.Reason);
        Assert.Equal((Start.Date.AddHours(3), Start.Date.AddHours(51)), (held.Since.UtcDateTime, held.AnywayAt!.Value.UtcDateTime));
        Pass(watch, TimeSpan.FromHours(4));
        var (at, due) = Assert.Single(_started);
        Assert.Equal(reason, due.Disregards);
        Assert.InRange(at, held.AnywayAt.Value, held.AnywayAt.Value + Minute);
    }

    [Fact]
    public void A_schedule_that_skips_what_was_missed_waits_for_the_next_time()
    {
        var watch = Watch(new WatchedSchedule(File("daily", "0 0 3 * * ?", new ScheduleStep.Snapshot([])) with { Misfire = MisfireRule.Skip }, needsNetwork: false, Start));
        Sleep(watch, TimeSpan.FromHours(8));
        Pass(watch, TimeSpan.FromHours(12));
        Assert.Empty(_started);

        Pass(watch, TimeSpan.FromHours(8));

        Assert.False(Assert.Single(_started).Due.IsCatchUp);
    }

    [Fact]
    public void A_year_starts_exactly_what_the_calendar_showed()
    {
        var paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
        ScheduleFile[] files =
        [
            File("hourly", "0 5 * * * ?"), File("nightly", "0 30 2 * * ?", paris), File("weekly", "0 0 3 ? * SUN"), File("monthly", "0 0 6 1 * ?"), File("last", "0 15 22 L * ?", paris),
        ];
        var end = Start.AddYears(1);
        var shown = files.SelectMany(file => new ScheduleTimes(file).After(Start).TakeWhile(at => at <= end).Select(at => (file.Name, at.UtcDateTime))).Order().ToList();
        var watch = Watch([.. files.Select(file => new WatchedSchedule(file, needsNetwork: false, Start))]);

        Pass(watch, end - Start);

        Assert.InRange(shown.Count, 8760 + 365 + 52 + 12 + 12, 8760 + 365 + 53 + 12 + 12);
        Assert.Equal(shown, _started.Select(start => (start.Due.Name, start.Due.At.UtcDateTime)).Order());
        Assert.All(_started, start => Assert.False(start.Due.IsCatchUp));
    }

    private static WatchedSchedule Hourly() => Of("hourly", "0 5 * * * ?");

    private static WatchedSchedule Daily() => Of("daily", "0 0 3 * * ?");

    private static WatchedSchedule Of(string name, string cron, TimeZoneInfo? zone = null) => new(File(name, cron, zone), needsNetwork: false, Start);

    private static ScheduleFile File(string name, string cron, params IReadOnlyList<ScheduleStep> steps) =>
        new($"/schedules/{name}.toml", name, cron, TimeZoneInfo.Utc, MisfireRule.RunOnce, steps.Count > 0 ? steps : [new ScheduleStep.Snapshot([])]);

    private static ScheduleFile File(string name, string cron, TimeZoneInfo? zone) => File(name, cron) with { TimeZone = zone ?? TimeZoneInfo.Utc };

    private static DueWatch Watch(params WatchedSchedule[] schedules)
    {
        foreach (var schedule in schedules)
            Assert.NotNull(schedule.Slot);
        return new DueWatch(schedules);
    }

    /// <summary>Awake: a look each minute; runs take twenty seconds.</summary>
    private void Pass(DueWatch watch, TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += Minute)
        {
            _clock.Advance(Minute);
            Look(watch);
        }
    }

    /// <summary>Asleep: the wall clock goes on, no one looks, and the network has to come back.</summary>
    private void Sleep(DueWatch watch, TimeSpan time)
    {
        Look(watch);
        _clock.Jump(time);
    }

    private void Look(DueWatch watch)
    {
        _look = watch.Look(Now, _machine);
        foreach (var due in _look.Due)
        {
            _started.Add((Now, due));
            watch.End(due.Name, Now + ShortRun, !_fails);
        }
    }
}
