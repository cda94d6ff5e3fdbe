using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Operations.Scheduling;
using Archivist.Operations.Serving;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;

namespace Archivist.Tests.Operations.Serving;

public sealed class RunServiceOperationTests : IAsyncDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly ServiceBench _service = new();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Schedules_run_at_the_times_of_their_calendar_until_the_service_is_stopped()
    {
        _service.Write("hourly", "0 5 * * * ?");
        _service.Write("once", "0 30 1 * * ?");

        var result = await _service.StartAsync();
        await _service.PassAsync(3 * Hour);
        await _service.StopAsync();

        Assert.Equal(["hourly", "once"], result.Schedules);
        Assert.Equal("http://127.0.0.1:8700/", result.Address);
        Assert.True(_service.Host.IsReady);
        Assert.Equal([("hourly", "00:05"), ("hourly", "01:05"), ("once", "01:30"), ("hourly", "02:05")], _service.Runs().Select(run => run.Schedule).Zip(_service.Times()));
    }

    [Fact]
    public async Task A_firing_a_look_and_a_second_firing_for_one_time_run_it_once()
    {
        _service.Write("daily", "0 0 3 * * ?");
        await _service.StartAsync();
        await _service.PassAsync(3 * Hour);

        await _service.Host.FireAsync("daily");
        await _service.PassAsync(TimeSpan.FromMinutes(3));
        await _service.Host.FireAsync("daily");

        Assert.Equal(["03:00"], _service.Times());
    }

    [Fact]
    public async Task A_time_that_the_scheduler_lost_is_found_by_the_next_look()
    {
        _service.Write("daily", "30 0 3 * * ?");
        await _service.StartAsync();
        // From before the time to after it, without a firing.
        await _service.PassAsync(3 * Hour);
        await _service.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(["03:01"], _service.Times());
    }

    [Fact]
    public async Task Schedules_that_are_paused_resumed_edited_added_and_removed_are_taken_up_by_the_next_look()
    {
        _service.Write("mine", "0 5 * * * ?");
        await _service.StartAsync();
        await SwitchAsync("mine", isOn: false);
        await _service.PassAsync(Hour);
        Assert.Empty(_service.Runs());
        Assert.Empty(_service.Host.Jobs);

        await SwitchAsync("mine", isOn: true);
        await _service.PassAsync(Hour);
        Assert.Equal(["01:05"], _service.Times());

        _service.Write("mine", "0 35 * * * ?");
        _service.Write("other", "0 45 2 * * ?");
        await _service.PassAsync(Hour);
        Assert.Equal(["01:05", "02:35", "02:45"], _service.Times());

        File.Delete(_service.Bench.Folder.At("schedules/mine.toml"));
        await _service.PassAsync(Hour);
        Assert.Equal(["other"], _service.Host.Jobs.Select(job => job.Name));
        Assert.Equal(3, _service.Runs().Count);
    }

    [Fact]
    public async Task An_interrupted_run_goes_on_at_the_start_and_its_time_is_not_run_again()
    {
        _service.Write("daily", "0 0 3 * * ?");
        using (var journal = _service.OpenJournal())
            journal.Begin("daily", DefinitionOf("daily"), _service.Now);

        await _service.StartAsync();
        await _service.PassAsync(TimeSpan.FromMinutes(10));

        using (var journal = _service.OpenJournal())
            Assert.NotNull(journal.FindHistory("daily").LastSuccess);
        Assert.Equal(["00:00"], _service.Times());
        Assert.True(Starting().Single().IsContinued);
        await _service.PassAsync(4 * Hour);
        Assert.Equal(["00:00", "03:00"], _service.Times());
    }

    [Fact]
    public async Task An_interrupted_run_of_a_schedule_that_was_edited_begins_again()
    {
        _service.Write("daily", "0 0 3 * * ?");
        using (var journal = _service.OpenJournal())
            journal.Begin("daily", "of another file", _service.Now);

        await _service.StartAsync();

        Assert.Equal(["00:00", "00:00"], _service.Times());
        Assert.Contains(_service.Bench.Events.Warnings, problem => problem is RunNotContinuable);
    }

    [Fact]
    public async Task A_run_under_way_elsewhere_is_neither_continued_nor_begun_again()
    {
        _service.Write("daily", "0 0 3 * * ?");
        using (var journal = _service.OpenJournal())
            journal.Begin("daily", DefinitionOf("daily"), _service.Now);
        _service.Host.Elsewhere.Add("daily");

        await _service.StartAsync();
        await _service.PassAsync(4 * Hour);

        Assert.Single(_service.Runs());
        Assert.Empty(Starting());
    }

    [Fact]
    public async Task A_run_that_fails_is_tried_again_with_pauses_and_readiness_says_how_often_it_failed()
    {
        // A disc without a snapshot fails at once.
        _service.Write("discs", "0 0 3 * * ?", step: "disc");
        await _service.StartAsync();
        await _service.PassAsync(4 * Hour);

        Assert.InRange(_service.Runs().Count, 3, 5);
        var health = Assert.Single(_service.Health.Schedules);
        Assert.Equal(_service.Runs().Count, health.Failures);
        Assert.Equal(HoldReason.BackingOff, health.Held);
        Assert.True(_service.Health.IsReady);

        await _service.PassAsync(48 * Hour);
        Assert.True(Assert.Single(_service.Health.Schedules).IsLate);
        Assert.False(_service.Health.IsReady);
    }

    [Fact]
    public async Task A_schedule_beside_the_settings_that_cannot_be_read_is_reported_once_and_is_not_ready()
    {
        _service.Write("daily", "0 0 3 * * ?");
        _service.Write("bad", "0 0 24 * * ?");
        await _service.StartAsync();
        await _service.PassAsync(TimeSpan.FromMinutes(10));

        Assert.Single(_service.Bench.Events.Warnings, problem => problem is SettingRefused);
        Assert.False(_service.Health.IsReady);
        Assert.Equal([("bad", true), ("daily", false)], _service.Health.Schedules.Select(schedule => (schedule.Name, schedule.IsLate)));
        _service.Write("bad", "0 0 2 * * ?");
        await _service.PassAsync(TimeSpan.FromMinutes(2));
        Assert.True(_service.Health.IsReady);
    }

    [Fact]
    public async Task Settings_that_cannot_be_read_any_more_stay_as_they_were_and_are_not_ready()
    {
        _service.Write("hourly", "0 5 * * * ?");
        await _service.StartAsync();
        var text = File.ReadAllText(_service.Bench.Folder.At("archivist.toml"));
        File.WriteAllText(_service.Bench.Folder.At("archivist.toml"), "nonsense");
        await _service.PassAsync(TimeSpan.FromMinutes(3));

        Assert.Single(_service.Bench.Events.Warnings, problem => problem is ReloadRefused);
        Assert.False(_service.Health.IsReady);
        File.WriteAllText(_service.Bench.Folder.At("archivist.toml"), text);
        await _service.PassAsync(TimeSpan.FromMinutes(10));
        Assert.True(_service.Health.IsReady);
        Assert.Equal(["00:05"], _service.Times());
    }

    [Fact]
    public async Task A_second_service_of_the_archive_is_refused()
    {
        await _service.StartAsync();

        var failure = await Assert.ThrowsAsync<ArchivistException>(() => new RunServiceOperation(_service.Bench.Environment).RunAsync(
            new RunServiceRequest { Archive = _service.Bench.Access, Serving = _ => { }, ServingPeers = _ => { } }, _service.Bench.Events, CancellationToken.None));

        Assert.Equal((Failure.RepositoryLocked, "alice"), (failure.Failure, Assert.IsType<ServiceUnderWay>(failure.Problem).Archive));
    }

    [Fact]
    public async Task Health_is_not_served_where_other_machines_reach_it()
    {
        await using var open = new ServiceBench("[serve]\nlisten = \"0.0.0.0:8700\"");

        var failure = await Assert.ThrowsAsync<ArchivistException>(open.StartAsync);

        Assert.Equal(new ListeningRefused("0.0.0.0:8700", HasSignIn: false), failure.Problem);
    }

    [Fact]
    public async Task Peers_that_cannot_be_kept_end_the_service()
    {
        await using var with = new ServiceBench("[serve]\npeers = \"missing\"\nusers = \"users\"");

        var failure = await Assert.ThrowsAsync<ArchivistException>(async () =>
        {
            await with.StartAsync();
            await with.StopAsync();
        });

        Assert.IsType<PeersDirectoryMissing>(failure.Problem);
    }

    [Fact]
    public async Task A_service_that_looks_no_more_is_not_alive()
    {
        await _service.StartAsync();
        Assert.True(_service.Host.Work!.IsAlive());
        await _service.PassAsync(TimeSpan.FromMinutes(10));
        Assert.True(_service.Host.Work!.IsAlive());
        await _service.StopAsync();
        _service.Bench.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.False(_service.Host.Work!.IsAlive());
    }

    private IEnumerable<Notice.RunStarting> Starting() => _service.Bench.Events.Events.OfType<OperationEvent.Noted>().Select(noted => noted.Notice).OfType<Notice.RunStarting>();

    private string DefinitionOf(string schedule) => Digest.Of(File.ReadAllBytes(_service.Bench.Folder.At($"schedules/{schedule}.toml"))).ToString();

    private async Task SwitchAsync(string schedule, bool isOn) => await new SwitchScheduleOperation(_service.Bench.Environment).RunAsync(
        new SwitchScheduleRequest { Archive = _service.Bench.Access, Schedule = schedule, IsOn = isOn }, _service.Bench.Events, default);
}
