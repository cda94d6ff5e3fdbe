namespace Archivist.Tests.Operations.Serving;

/// <summary>A year through the real service, run by run: what runs is what was shown before, whatever the clock does. From one time of the calendar to the next the clock moves at once.</summary>
public sealed class YearOfServiceTests : IAsyncDisposable
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private readonly ServiceBench _service = new();

    public YearOfServiceTests()
    {
        // In the gap of spring, and in the hour that autumn has twice.
        _service.Write("nightly", "0 30 2 * 3,10,11 ?", "time-zone = \"Europe/Berlin\"");
        _service.Write("weekly", "0 0 3 ? * SUN", "time-zone = \"America/New_York\"");
        _service.Write("monthly", "0 15 6 1 * ?");
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_year_runs_exactly_what_the_calendar_showed_with_both_changes_of_the_clocks()
    {
        await _service.StartAsync();
        var shown = await ShownUntilAsync(_service.Now + (366 * Day));

        await RunUntilAsync(_service.Now + (366 * Day));

        Assert.Equal(shown, _service.Runs());
        // The days of both changes have one run each, as all days of their months.
        Assert.Equal([31 + 31 + 30, 53, 12], Counts());
        Assert.Equal(31 + 31 + 30, _service.Runs().Where(run => run.Schedule == "nightly").Select(run => Local(run.At).Date).Distinct().Count());
        Assert.True(_service.Health.IsReady);
    }

    [Fact]
    public async Task A_sleep_of_ninety_days_is_made_up_for_by_one_run_of_each_schedule_and_the_calendar_goes_on()
    {
        await _service.StartAsync();
        await RunUntilAsync(_service.Now + (20 * Day));
        var before = _service.Runs().Count;

        await _service.AdvanceAsync(90 * Day);
        Assert.False(_service.Health.IsReady);
        await _service.PassAsync(TimeSpan.FromMinutes(15));

        Assert.Equal(["monthly", "nightly", "weekly"], _service.Runs().Skip(before).Select(run => run.Schedule).Order());
        var caughtUp = _service.Runs().Skip(before).Select(run => run.At).ToList();
        Assert.Equal(3, caughtUp.Distinct().Count());
        Assert.True(_service.Health.IsReady);
        var shown = await ShownUntilAsync(_service.Now + (60 * Day));
        before = _service.Runs().Count;
        await RunUntilAsync(_service.Now + (60 * Day));
        Assert.Equal(shown, _service.Runs().Skip(before));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_a_year_silences_nothing_and_runs_what_is_shown_from_there()
    {
        await _service.StartAsync();
        await RunUntilAsync(_service.Now + (40 * Day));
        _service.Bench.Clock.Jump(-365 * Day);
        // The service has to see the clock before it is asked what comes.
        await _service.AdvanceAsync(TimeSpan.FromMinutes(1));
        var shown = await ShownUntilAsync(_service.Now + (60 * Day));
        var before = _service.Runs().Count;

        await RunUntilAsync(_service.Now + (60 * Day));

        Assert.Equal(shown, _service.Runs().Skip(before));
    }

    [Fact]
    public async Task A_clock_that_jumps_ahead_an_hour_and_back_runs_nothing_twice()
    {
        _service.Write("hourly", "0 0 * * * ?");
        await _service.StartAsync();
        await _service.PassAsync(TimeSpan.FromMinutes(90));
        _service.Bench.Clock.Jump(TimeSpan.FromMinutes(31));
        await _service.PassAsync(TimeSpan.FromMinutes(5));
        _service.Bench.Clock.Jump(TimeSpan.FromMinutes(-35));
        await _service.PassAsync(TimeSpan.FromMinutes(90));

        Assert.Equal(["01:00", "02:02", "03:00"], _service.Runs().Where(run => run.Schedule == "hourly").Select(run => run.At.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task A_restart_every_day_at_other_times_runs_what_the_calendar_showed()
    {
        await using var first = new ServiceBench();
        first.Write("nightly", "0 30 2 * * ?");
        var start = first.Now;
        for (var day = 0; day < 14; day++)
        {
            // On from eight to six in the evening: the night is always missed.
            await first.RestartAsync();
            await first.PassAsync(TimeSpan.FromMinutes(10));
            await first.StopAsync();
            first.Bench.Clock.Advance(start + ((day + 1) * Day) + TimeSpan.FromHours(8) - first.Now);
        }

        Assert.Equal(13, first.Runs().Count);
        Assert.Equal(13, first.Runs().Select(run => run.At.Date).Distinct().Count());
    }

    /// <summary>What `schedule next` shows, up to a time.</summary>
    private async Task<IReadOnlyList<(string Schedule, DateTimeOffset At)>> ShownUntilAsync(DateTimeOffset until) =>
        [.. (await _service.NextAsync(10_000)).Where(run => run.At <= until).Select(run => (run.Schedule, run.At.ToUniversalTime()))];

    /// <summary>From one firing of the calendar to the next.</summary>
    private async Task RunUntilAsync(DateTimeOffset until)
    {
        while (_service.Host.FindNext() is { } next && next <= until)
            await _service.AdvanceAsync(next - _service.Now);
        if (until > _service.Now)
            _service.Bench.Clock.Jump(until - _service.Now);
    }

    private int[] Counts() => [.. new[] { "nightly", "weekly", "monthly" }.Select(name => _service.Runs().Count(run => run.Schedule == name))];

    private static DateTimeOffset Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
}
