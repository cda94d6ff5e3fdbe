using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Operations.Running;
using Archivist.Operations.Scheduling;
using Archivist.Platform.Problems;
using Archivist.TestKit;

namespace Archivist.Tests.Operations.Scheduling;

public sealed class ScheduleOperationsTests : IDisposable
{
    private readonly Bench _bench = new();

    public ScheduleOperationsTests()
    {
        _bench.UseSettings();
        Write("mine", "0 0 3 * * ?");
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_schedule_beside_the_settings_is_on_and_a_shipped_one_is_off_until_it_is_resumed()
    {
        var listed = await ListAsync();
        Assert.Equal((true, new DateTimeOffset(2040, 1, 1, 3, 0, 0, TimeSpan.Zero)), (listed["mine"].IsOn, listed["mine"].Next));
        Assert.All(listed.Values.Where(schedule => schedule.Name != "mine"), schedule => Assert.False(schedule.IsOn));
        Assert.Contains("weekly-dvd", listed.Keys);
        Assert.Equal(["mine", "mine", "mine"], await NextAsync(3));

        await SwitchAsync("hourly-copies", isOn: true, null);
        await SwitchAsync("mine", isOn: false, "on holiday");

        listed = await ListAsync();
        Assert.Equal((true, false, "on holiday", null), (listed["hourly-copies"].IsOn, listed["mine"].IsOn, listed["mine"].Reason, listed["mine"].Next));
        Assert.Equal(["hourly-copies", "hourly-copies"], await NextAsync(2));
        await SwitchAsync("mine", isOn: true, null);
        Assert.Equal(["hourly-copies", "hourly-copies", "hourly-copies", "mine"], await NextAsync(4));
    }

    [Fact]
    public async Task Runs_are_listed_in_the_order_in_which_they_come()
    {
        Write("early", "0 0 1 * * ?");
        Assert.Equal(["early", "mine", "early", "mine", "early"], await NextAsync(5));
    }

    [Fact]
    public async Task It_says_how_many_schedules_are_on_when_none_runs()
    {
        var next = () => new ListUpcomingRunsOperation(_bench.Environment).RunAsync(new ListUpcomingRunsRequest { Archive = _bench.Access }, _bench.Events, default);
        Assert.Equal(1, (await next()).On);
        await SwitchAsync("mine", isOn: false, null);

        var none = await next();

        Assert.Equal(0, none.On);
        Assert.Empty(none.Runs);
    }

    [Fact]
    public async Task A_schedule_that_only_people_start_is_neither_paused_nor_resumed()
    {
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => SwitchAsync("emergency", isOn: true, null));

        Assert.Equal(new ScheduleWithoutCalendar("emergency"), failure.Problem);
        Assert.False(File.Exists(_bench.Folder.At("repository.runs.sqlite")));
    }

    [Fact]
    public async Task Asking_creates_no_journal()
    {
        await ListAsync();
        await NextAsync(1);
        Assert.False(File.Exists(_bench.Folder.At("repository.runs.sqlite")));
    }

    [Fact]
    public async Task Every_mistake_in_every_schedule_is_reported_with_its_place()
    {
        Write("bad-cron", "0 0 24 * * ?");
        _bench.Folder.Write("schedules/bad-step.toml", "name = \"bad-step\"\ncron = \"0 0 3 * * ?\"\n[[step]]\ndo = \"snapsot\"\n");

        var result = await new CheckSchedulesOperation(_bench.Environment).RunAsync(new CheckSchedulesRequest { Archive = _bench.Access }, _bench.Events, default);

        Assert.Equal((2, Failure.Usage), (result.Refused, result.Verdict));
        Assert.Contains("mine", result.Valid);
        var places = _bench.Events.Events.OfType<OperationEvent.Failed>().Select(failed => Assert.IsType<SettingRefused>(failed.Failure.Problem).Place).ToList();
        Assert.Equal([(2, 8), (4, 6)], places.Select(place => (place.Line!.Value, place.Column!.Value)));
        Assert.Equal(["bad-cron.toml", "bad-step.toml"], places.Select(place => Path.GetFileName(place.File)));
    }

    [Fact]
    public async Task A_calendar_without_a_future_gets_a_warning()
    {
        Write("past", "0 0 3 * * ? 2030");

        var result = await new CheckSchedulesOperation(_bench.Environment).RunAsync(new CheckSchedulesRequest { Archive = _bench.Access }, _bench.Events, default);

        Assert.Equal(Failure.None, result.Verdict);
        Assert.Equal(new ScheduleNeverRuns("past"), Assert.Single(_bench.Events.Events.OfType<OperationEvent.Warning>()).Problem);
    }

    [Fact]
    public async Task The_list_tells_a_success_from_a_failure_and_from_a_run_that_was_killed()
    {
        var now = _bench.Clock.GetUtcNow();
        using (var journal = RunJournal.Open(_bench.Folder.At("repository.runs.sqlite")))
        {
            journal.End(journal.Begin("mine", "", now.AddDays(-3)), now.AddDays(-3), Failure.Findings);
            journal.End(journal.Begin("mine", "", now.AddDays(-2)), now.AddDays(-2), Failure.NoSpace);
            journal.Begin("mine", "", now.AddDays(-1));
            Assert.Equal(1, journal.FindHistory("mine").Failures);
        }

        var mine = (await ListAsync())["mine"];

        Assert.Equal((now.AddDays(-3), now.AddDays(-2), Failure.NoSpace, now.AddDays(-1)), (mine.LastSuccess, mine.LastEnded, mine.LastVerdict, mine.Unfinished));
    }

    private void Write(string name, string cron) =>
        _bench.Folder.Write($"schedules/{name}.toml", $"name = \"{name}\"\ncron = \"{cron}\"\n[[step]]\ndo = \"snapshot\"\n");

    private async Task<Dictionary<string, ListedSchedule>> ListAsync() =>
        (await new ListSchedulesOperation(_bench.Environment).RunAsync(new ListSchedulesRequest { Archive = _bench.Access }, _bench.Events, default))
            .Schedules.ToDictionary(schedule => schedule.Name);

    private async Task<IReadOnlyList<string>> NextAsync(int count) =>
        [.. (await new ListUpcomingRunsOperation(_bench.Environment).RunAsync(new ListUpcomingRunsRequest { Archive = _bench.Access, Count = count }, _bench.Events, default)).Runs.Select(run => run.Schedule)];

    private Task SwitchAsync(string name, bool isOn, string? reason) =>
        new SwitchScheduleOperation(_bench.Environment).RunAsync(new SwitchScheduleRequest { Archive = _bench.Access, Schedule = name, IsOn = isOn, Reason = reason }, _bench.Events, default);
}
