using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Notifying;
using Archivist.Operations.Notifying.Messages;
using Archivist.Operations.Problems;
using Archivist.Operations.Reviewing;
using Archivist.Operations.Running;
using Archivist.Operations.Scheduling;
using Archivist.Operations.Watching;
using Archivist.Platform.Problems;
using Microsoft.Data.Sqlite;

namespace Archivist.Tests.Operations.Notifying;

/// <summary>Who is notified of what, and when, by a clock that tests move. The bench begins on Sunday, 1 January 2040, 00:00 UTC.</summary>
public sealed class NotificationTests : IDisposable
{
    private const string Phone = "[[notify]]\nname = \"phone\"\nto = \"desktop\"\n";
    private const string Check = "[[notify]]\nname = \"check\"\nto = \"healthchecks\"\nurl = \"https://hc.example/ping/1\"\n";

    private readonly Bench _bench = new();
    private readonly RecordedDelivery _delivery = new();

    public NotificationTests()
    {
        _bench.UseSettings();
        _bench.Folder.Write("schedules/nightly.toml", "name = \"nightly\"\ncron = \"0 0 2 * * ?\"\n[[step]]\ndo = \"snapshot\"\n");
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_year_without_failure_is_52_digests_and_nothing_else()
    {
        _bench.UseNotifications(Phone, _delivery);
        await LookAsync();
        for (var day = 0; day < 364; day++)
        {
            Pass(TimeSpan.FromHours(2));
            await RunAsync(Failure.None);
            Pass(TimeSpan.FromHours(7));
            await LookAsync();
            Pass(TimeSpan.FromHours(15));
        }

        Assert.DoesNotContain(_bench.Events.Warnings, warning => warning is NotificationNotDelivered);

        Assert.Equal(Enumerable.Repeat(NotificationKind.Digest, 52), _delivery.KindsTo("phone"));
        Assert.All(_delivery.To("phone"), digest => Assert.Equal(DayOfWeek.Monday, digest.Time.DayOfWeek));
        Assert.Contains("Schedule nightly: last success 2040-01-16 02:00 +00:00 (7 h ago)", _delivery.To("phone")[2].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failing_night_is_one_incident_and_one_recovery()
    {
        _bench.UseNotifications(Phone, _delivery);
        for (var night = 0; night < 5; night++)
        {
            await RunAsync(night == 2 ? Failure.NoSpace : Failure.None, night == 2 ? ["snapshot: no space left"] : []);
            for (var hour = 0; hour < 24; hour++)
            {
                Pass(TimeSpan.FromHours(1));
                await LookAsync();
            }
        }

        var told = _delivery.To("phone").Where(notification => notification.Kind is not NotificationKind.Digest).ToList();
        Assert.Equal([NotificationKind.Failure, NotificationKind.Recovered], told.Select(notification => notification.Kind));
        Assert.Equal(told[0].Incident!.Id, told[1].Incident!.Id);
        Assert.Equal((1, null, told[1].Time), (told[0].Incident!.Count, told[0].Incident!.Closed, told[1].Incident!.Closed));
        Assert.Equal("alice: nightly failed", told[0].Title);
        Assert.Contains("- snapshot: no space left", told[0].Text, StringComparison.Ordinal);
        Assert.Empty((await ListAsync()).Incidents);
    }

    [Fact]
    public async Task What_goes_on_failing_is_told_at_growing_intervals_with_its_count()
    {
        _bench.UseNotifications(Phone, _delivery);
        var start = _bench.Clock.GetUtcNow();
        using (var centre = Open())
        {
            for (var hour = 0; hour < 24 * 24; hour++)
            {
                centre.EndRun("nightly", Describe(new JournaledRun(hour + 1, _bench.Clock.GetUtcNow(), null, ""), Failure.Failed), Failure.Failed, null, []);
                await centre.FlushAsync(default);
                Pass(TimeSpan.FromHours(1));
            }
        }

        var told = _delivery.To("phone").Where(notification => notification.Kind is NotificationKind.Failure).ToList();
        int[] hours = [0, 25, 25 + 48, 25 + 48 + 96, 25 + 48 + 96 + 168, 25 + 48 + 96 + 168 + 168];
        Assert.Equal(hours, told.Select(notification => (int)(notification.Time - start).TotalHours));
        Assert.Equal(hours.Select(hour => hour + 1), told.Select(notification => notification.Incident!.Count));
        Assert.Equal("alice: nightly still fails (26 runs)", told[1].Title);
    }

    [Fact]
    public async Task An_incident_that_gets_worse_is_told_at_once()
    {
        _bench.UseNotifications(Phone, _delivery);
        await RunAsync(Failure.Findings);
        await RunAsync(Failure.Findings);
        await RunAsync(Failure.DataLoss);
        await RunAsync(Failure.Findings);

        Assert.Equal([NotificationKind.Findings, NotificationKind.Failure], _delivery.KindsTo("phone"));
        Assert.Equal(4, Assert.Single((await ListAsync()).Incidents).Count);
    }

    [Fact]
    public async Task A_run_is_told_once_also_by_another_process_and_after_a_kill()
    {
        _bench.UseNotifications(Phone, _delivery);
        await RunAsync(Failure.None);
        // Killed between the end of the run and the telling.
        var run = Journal(Failure.Failed);
        Assert.Empty(_delivery.To("phone"));
        Pass(TimeSpan.FromMinutes(1));
        await LookAsync();
        Assert.Empty(_delivery.To("phone"));

        Pass(TimeSpan.FromMinutes(2));
        await LookAsync();
        await LookAsync();
        using (var centre = Open())
            centre.EndRun("nightly", Describe(run, Failure.Failed), Failure.Failed, null, []);
        await LookAsync();

        Assert.Equal([NotificationKind.Failure], _delivery.KindsTo("phone"));
        Assert.Equal(1, Assert.Single((await ListAsync()).Incidents).Count);
    }

    [Fact]
    public async Task A_run_that_ended_with_an_error_and_is_continued_recovers()
    {
        _bench.UseNotifications(Phone, _delivery);
        var run = Journal(null);
        using var centre = Open();
        centre.EndRun("nightly", Describe(run, Failure.RepositoryMissing), Failure.RepositoryMissing, null, [], isOver: false);
        centre.EndRun("nightly", Describe(run, Failure.None), Failure.None, null, []);
        await centre.FlushAsync(default);

        Assert.Equal([NotificationKind.Failure, NotificationKind.Recovered], _delivery.KindsTo("phone"));
    }

    [Fact]
    public async Task Runs_before_the_first_look_are_no_news()
    {
        Journal(Failure.Failed);
        _bench.UseNotifications(Phone, _delivery);
        Pass(TimeSpan.FromHours(1));
        await LookAsync();
        await LookAsync();

        Assert.Empty(_delivery.To("phone"));
    }

    [Fact]
    public async Task A_target_that_is_down_gets_everything_later_in_order_and_status_says_so()
    {
        _bench.UseNotifications(Phone + "\n[[notify]]\nname = \"mail\"\nto = \"desktop\"\n", _delivery);
        _delivery.Down.Add("phone");
        await RunAsync(Failure.Failed);
        await RunAsync(Failure.None);
        await RunAsync(Failure.Findings);

        Assert.Equal([NotificationKind.Failure, NotificationKind.Recovered, NotificationKind.Findings], _delivery.KindsTo("mail"));
        Assert.Contains(_bench.Events.Warnings, warning => warning is NotificationNotDelivered { Target: "phone" });
        var need = Assert.Single((await StatusAsync()).Needs.OfType<NotificationsUndelivered>());
        Assert.Equal(("phone", 3L), (need.Target, need.Waiting));

        _delivery.Down.Clear();
        var before = _delivery.Attempts;
        await LookAsync();
        Assert.Equal(before, _delivery.Attempts);
        Pass(TimeSpan.FromMinutes(1));
        await LookAsync();

        Assert.Equal(_delivery.KindsTo("mail"), _delivery.KindsTo("phone"));
        Assert.DoesNotContain((await StatusAsync()).Needs, other => other is NotificationsUndelivered);
    }

    [Fact]
    public async Task Attempts_back_off_and_end_after_a_week()
    {
        _bench.UseNotifications(Phone, _delivery);
        _delivery.Down.Add("phone");
        await RunAsync(Failure.Failed);
        for (var minute = 0; minute < 60; minute++)
        {
            Pass(TimeSpan.FromMinutes(1));
            await LookAsync();
        }

        // At 0, 1, 3, 7, 15 and 31 minutes.
        Assert.Equal(6, _delivery.Attempts);
        for (var quarter = 0; quarter < 8 * 4; quarter++)
        {
            Pass(TimeSpan.FromHours(6));
            await LookAsync();
        }

        var state = Assert.Single((await ListAsync()).Targets).State;
        Assert.InRange(state.GivenUp, 1, 2);
        Assert.Contains(_bench.Events.Warnings, warning => warning is NotificationsGivenUp);
    }

    [Fact]
    public async Task A_schedule_is_overdue_after_two_times_of_its_calendar_and_an_hour_awake()
    {
        _bench.UseNotifications(Phone, _delivery);
        var start = _bench.Clock.GetUtcNow();
        await LookForAsync(TimeSpan.FromHours(48));
        // At 02:00 on the second day two times have passed; at 03:00 it has been seen for an hour.
        var overdue = Assert.Single(_delivery.To("phone"), notification => notification.Kind is NotificationKind.Overdue);
        Assert.InRange((overdue.Time - start).TotalMinutes, 27 * 60, (27 * 60) + 10);

        await RunAsync(Failure.None);
        await LookForAsync(TimeSpan.FromHours(2));
        Assert.Equal(NotificationKind.Recovered, _delivery.To("phone")[^1].Kind);

        // Ten days of sleep are no news when it then catches up in time.
        Pass(TimeSpan.FromDays(10));
        await LookForAsync(TimeSpan.FromMinutes(50));
        await RunAsync(Failure.None);
        await LookForAsync(TimeSpan.FromHours(2));
        Assert.Single(_delivery.To("phone"), notification => notification.Kind is NotificationKind.Overdue);
    }

    [Fact]
    public async Task A_paused_schedule_is_not_overdue()
    {
        _bench.UseNotifications(Phone, _delivery);
        await LookAsync();
        await new SwitchScheduleOperation(_bench.Environment).RunAsync(new SwitchScheduleRequest { Archive = _bench.Access, Schedule = "nightly", IsOn = false }, _bench.Events, default);
        Pass(TimeSpan.FromDays(5));
        await LookForAsync(TimeSpan.FromHours(3));

        Assert.DoesNotContain(NotificationKind.Overdue, _delivery.KindsTo("phone"));
    }

    [Fact]
    public async Task Silence_of_someone_whose_copy_is_kept_here_is_heard_and_its_end_too()
    {
        _bench.UseNotifications(Phone + $"[[watch]]\nname = \"bob\"\nrepository = \"{_bench.Folder.At("bob")}\"\n", _delivery);
        await LookAsync();
        Pass(TimeSpan.FromHours(25));
        Assert.Empty((await LookAsync()).Overdue);
        Pass(TimeSpan.FromHours(2));
        // It never got anything.
        Assert.Contains("bob", (await LookAsync()).Overdue);
        Assert.Contains("arrived: never", _delivery.To("phone")[^1].Text, StringComparison.Ordinal);

        var file = _bench.Folder.Write($"bob/snapshots/{new string('a', 64)}", "x");
        File.SetLastWriteTimeUtc(file, _bench.Clock.GetUtcNow().UtcDateTime);
        Assert.DoesNotContain("bob", (await LookAsync()).Overdue);
        Assert.Equal([NotificationKind.Overdue, NotificationKind.Recovered], _delivery.To("phone").Where(notification => notification.Schedule == "bob").Select(notification => notification.Kind));
        Pass(TimeSpan.FromHours(27));
        Assert.Contains("bob", (await LookAsync()).Overdue);
        Assert.Contains("(1 d 3 h ago)", _delivery.To("phone").Last(notification => notification.Kind is NotificationKind.Overdue).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Targets_hear_only_what_they_chose()
    {
        _bench.UseNotifications(
            "[[notify]]\nname = \"red\"\nto = \"desktop\"\nseverity = \"failure\"\n[[notify]]\nname = \"other\"\nto = \"desktop\"\nschedules = [\"weekly\"]\n"
                + "[[notify]]\nname = \"all\"\nto = \"desktop\"\non = [\"success\", \"recovered\"]\n" + Check, _delivery);
        await RunAsync(Failure.Findings);
        await RunAsync(Failure.None);
        await RunAsync(Failure.Failed);
        await RunAsync(Failure.Failed);

        Assert.Equal([NotificationKind.Failure], _delivery.KindsTo("red"));
        Assert.Empty(_delivery.To("other"));
        Assert.Equal([NotificationKind.Success, NotificationKind.Recovered], _delivery.KindsTo("all"));
        Assert.Equal([NotificationKind.Findings, NotificationKind.Success, NotificationKind.Failure, NotificationKind.Failure], _delivery.KindsTo("check"));
    }

    [Fact]
    public async Task A_run_gives_signs_of_life_under_one_number_and_stops_when_it_ends()
    {
        _bench.UseNotifications(Check + "alive-minutes = 10\n", _delivery);
        var context = new OperationContext(_bench.Events, _bench.Environment);
        await using (var notices = RunNotices.Begin(context, await SettingsAsync(), "nightly", Describe(Journal(null), null)))
        {
            await _bench.Clock.AdvanceUntilAsync(() => _delivery.To("check").Count == 3, TimeSpan.FromMinutes(1));
            await notices.EndAsync(Failure.None, [], true, default);
        }

        Pass(TimeSpan.FromHours(1));
        Assert.Equal([NotificationKind.Started, NotificationKind.Alive, NotificationKind.Alive, NotificationKind.Success], _delivery.KindsTo("check"));
        var run = Assert.Single(_delivery.To("check").Select(notification => notification.Run!.Uuid).Distinct());
        Assert.Equal((8, "0 0 2 * * ?", 86_400L), (run.Version, _delivery.To("check")[0].Run!.Cron, _delivery.To("check")[0].Run!.IntervalSeconds));
    }

    [Fact]
    public async Task A_run_that_was_stopped_has_not_ended()
    {
        _bench.UseNotifications(Check, _delivery);
        await using (RunNotices.Begin(new OperationContext(_bench.Events, _bench.Environment), await SettingsAsync(), "nightly", Describe(Journal(null), null)))
        {
        }

        Assert.DoesNotContain(NotificationKind.Success, _delivery.KindsTo("check"));
        Assert.DoesNotContain(NotificationKind.Failure, _delivery.KindsTo("check"));
    }

    [Fact]
    public async Task A_test_reaches_each_target_and_says_what_it_answered()
    {
        _bench.UseNotifications(Phone + Check, _delivery);
        _delivery.Down.Add("check");

        var result = await TestAsync(null);

        Assert.Equal(("taken", null), (result.Targets[0].Answer, result.Targets[0].Problem));
        Assert.IsType<NotificationRefused>(result.Targets[1].Problem);
        Assert.Equal(Failure.Failed, result.Verdict);
        Assert.Equal([NotificationKind.Test], _delivery.KindsTo("phone"));
        Assert.Equal(Failure.None, (await TestAsync("phone")).Verdict);
        Assert.IsType<NotifyTargetUnknown>((await Assert.ThrowsAsync<ArchivistException>(() => TestAsync("fax"))).Problem);
    }

    [Fact]
    public async Task Without_targets_nothing_is_kept()
    {
        await LookAsync();
        await ListAsync();
        Assert.IsType<NoNotifyTargets>((await Assert.ThrowsAsync<ArchivistException>(() => TestAsync(null))).Problem);
        Assert.False(File.Exists(_bench.Folder.At("repository.notifications.sqlite")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(99)]
    public async Task A_database_of_another_version_is_a_warning_and_is_left_alone(int version)
    {
        _bench.UseNotifications(Phone, _delivery);
        await RunAsync(Failure.None);
        var file = _bench.Folder.At("repository.notifications.sqlite");
        using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA user_version = {version}";
            command.ExecuteNonQuery();
        }

        await LookAsync();
        var warning = Assert.Single(_bench.Events.Warnings.OfType<NotificationsUnusable>());
        Assert.Equal(file, warning.File);
        Assert.Contains($"schema {version}, this one uses 2", Assert.IsType<Cause.Detail>(warning.Cause).Text, StringComparison.Ordinal);
        Assert.IsType<NotificationsUnusable>((await Assert.ThrowsAsync<ArchivistException>(() => ListAsync())).Problem);
    }

    [Fact]
    public void What_programs_receive_can_be_read_again()
    {
        var notification = new Notification
        {
            Id = "msg_1",
            Kind = NotificationKind.Recovered,
            Severity = NotificationSeverity.Failure,
            Time = _bench.Clock.GetUtcNow(),
            Archive = "alice",
            Schedule = "nightly",
            Run = new NotifiedRun(7, Guid.Parse("00000000-0000-8000-8000-000000000001"), _bench.Clock.GetUtcNow(), 0, null, "UTC", null),
            Incident = new NotifiedIncident(3, _bench.Clock.GetUtcNow(), 2, _bench.Clock.GetUtcNow()),
            Title = "t",
            Text = "ü\n\"",
        };

        Assert.Equal(notification, NotificationDocument.TryParse(NotificationDocument.ToBytes(notification)));
        Assert.Null(NotificationDocument.TryParse("{}"u8));
        Assert.Null(NotificationDocument.TryParse("[1"u8));
    }

    private void Pass(TimeSpan time) => _bench.Clock.Advance(time);

    private async Task LookForAsync(TimeSpan time)
    {
        for (var end = _bench.Clock.GetUtcNow() + time; _bench.Clock.GetUtcNow() < end; Pass(TimeSpan.FromMinutes(10)))
            await LookAsync();
    }

    private Task<LookResult> LookAsync() => new LookOperation(_bench.Environment).RunAsync(new LookRequest { Archive = _bench.Access }, _bench.Events, default);

    private Task<ListNotificationsResult> ListAsync() => new ListNotificationsOperation(_bench.Environment).RunAsync(new ListNotificationsRequest { Archive = _bench.Access }, _bench.Events, default);

    private Task<StatusResult> StatusAsync() => new StatusOperation(_bench.Environment).RunAsync(new StatusRequest { Archive = _bench.Access }, _bench.Events, default);

    private Task<TestNotificationsResult> TestAsync(string? target) =>
        new TestNotificationsOperation(_bench.Environment).RunAsync(new TestNotificationsRequest { Archive = _bench.Access, Target = target }, _bench.Events, default);

    private Task<ArchivistSettings> SettingsAsync() => SettingsReader.ReadAsync(_bench.Access.SettingsFile, _bench.Environment.Surroundings, default);

    /// <summary>A run that ends in the moment in which it began, with all that a real one tells.</summary>
    private async Task RunAsync(Failure verdict, params string[] problems)
    {
        var run = Journal(verdict);
        await using var notices = RunNotices.Begin(new OperationContext(_bench.Events, _bench.Environment), await SettingsAsync(), "nightly", Describe(run, null));
        await notices.EndAsync(verdict, problems, true, default);
        foreach (var started in _delivery.To("check").Where(notification => notification.Kind is NotificationKind.Started).ToList())
            _delivery.Forget(started);
    }

    /// <summary>A run in the journal; without a verdict it is under way.</summary>
    private JournaledRun Journal(Failure? verdict)
    {
        using var journal = RunJournal.Open(_bench.Folder.At("repository.runs.sqlite"));
        var run = journal.Begin("nightly", "", _bench.Clock.GetUtcNow());
        if (verdict is { } ended)
            journal.End(run, _bench.Clock.GetUtcNow(), ended);
        return run;
    }

    private static NotifiedRun Describe(JournaledRun run, Failure? verdict) =>
        new(run.Id, NotifiedRun.UuidOf("alice", "nightly", run.Started), run.Started, (int?)verdict, "0 0 2 * * ?", "UTC", 86_400);

    private NotificationCentre Open()
    {
        var settings = SettingsReader.Read(File.ReadAllBytes(_bench.Access.SettingsFile!), _bench.Access.SettingsFile!, _bench.Environment.Surroundings);
        return NotificationCentre.TryOpen(new OperationContext(_bench.Events, _bench.Environment), settings)!;
    }
}
