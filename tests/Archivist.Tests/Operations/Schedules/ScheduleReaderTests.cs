using System.Collections;
using Archivist.App.Messages;
using Archivist.Drills;
using Archivist.Operations.Configuration;
using Archivist.Operations.Schedules;
using Archivist.Platform;
using Archivist.Platform.Problems;
using Archivist.Repository.Snapshots;
using Archivist.TestKit;

namespace Archivist.Tests.Operations.Schedules;

public sealed class ScheduleReaderTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_shipped_weekly_dvd_goes_the_whole_way()
    {
        var schedule = await ReadAsync("weekly-dvd");

        Assert.Equal(("weekly-dvd", "0 0 3 ? * SUN", "UTC", MisfireRule.RunOnce),
            (schedule.Name, schedule.Cron, schedule.TimeZone.Id, schedule.Misfire));
        Assert.Equal(["snapshot", "replicate", "disc", "drill", "report"], schedule.Steps.Select(step => step.Name));
        Assert.Equal(new ScheduleStep.Disc("dvd", true), schedule.Steps[2]);
        var drill = Assert.IsType<ScheduleStep.Drill>(schedule.Steps[3]);
        Assert.Equal([Firmware.Bios], drill.Firmware);
        Assert.Equal(TimeSpan.FromMinutes(30), drill.TimeLimit);
    }

    [Fact]
    public async Task The_shipped_daily_copies_audit_and_repair()
    {
        var schedule = await ReadAsync("daily-copies");

        Assert.Equal(["snapshot", "replicate", "audit", "report"], schedule.Steps.Select(step => step.Name));
        var audit = Assert.IsType<ScheduleStep.Audit>(schedule.Steps[2]);
        Assert.Equal((0, false, true), (audit.Of.Count, audit.Sweeps, audit.Repairs));
    }

    [Theory]
    [InlineData("hourly-copies", "snapshot replicate report")]
    [InlineData("daily-audit", "audit report")]
    [InlineData("monthly-vault-set", "snapshot disc report")]
    [InlineData("monthly-drill", "disc drill report")]
    [InlineData("quarterly-key-test", "key-test report")]
    [InlineData("emergency", "snapshot replicate audit disc report")]
    public async Task The_other_shipped_schedules_do_what_they_are_called(string name, string steps)
    {
        var schedule = await ReadAsync(name);

        Assert.Equal(steps, string.Join(' ', schedule.Steps.Select(step => step.Name)));
        Assert.Equal(name is "emergency", schedule.Cron is null);
    }

    [Fact]
    public async Task A_schedule_beside_the_settings_wins_over_a_shipped_one()
    {
        _folder.Write("schedules/weekly-dvd.toml", "name = \"weekly-dvd\"\ncron = \"0 0 4 ? * MON\"\n[[step]]\ndo = \"snapshot\"\ntags = [\"mine\"]\n");

        var schedule = await ReadAsync("weekly-dvd");

        Assert.Equal(["mine"], Assert.IsType<ScheduleStep.Snapshot>(Assert.Single(schedule.Steps)).Tags);
    }

    [Theory]
    [InlineData("cron = \"0 0 3 * * SUN\"\n[[step]]\ndo = \"snapshot\"", ":2:8: cron needs a ? in exactly one of day of month and day of week")]
    [InlineData("cron = \"0 0 3 * *\"\n[[step]]\ndo = \"snapshot\"", ":2:8: cron has 5 fields instead of 6 or 7")]
    [InlineData("cron = \"0 0 24 * * ?\"\n[[step]]\ndo = \"snapshot\"", ":2:8: cron has an invalid hour")]
    [InlineData("cron = \"0 0 3 ? * SUN\"\ntime-zone = \"Mars/Olympus\"\n[[step]]\ndo = \"snapshot\"", ":3:13: time-zone is not a known time zone")]
    [InlineData("cron = \"0 0 3 ? * SUN\"\nmisfire = \"never\"\n[[step]]\ndo = \"snapshot\"", ":3:11: misfire is not one of the accepted values")]
    [InlineData("cron = \"0 0 3 ? * SUN\"", ":1:1: step is missing: the schedule does nothing")]
    [InlineData("cron = \"0 0 3 ? * SUN\"\n[[step]]\ndo = \"snapsot\"", ":4:6: step.0.do is not one of the accepted values")]
    [InlineData("cron = \"0 0 3 ? * SUN\"\n[[step]]\ndo = \"snapshot\"\nverify = true", ":5:1: step.0.verify in a snapshot is not a known key")]
    [InlineData("[[step]]\ndo = \"drill\"\nunlock = \"key\"", ":4:10: step.0.unlock is not one of the accepted values")]
    [InlineData("[[step]]\ndo = \"drill\"\nunlock = \"passphrase\"", ":4:10: step.0.unlock is passphrase, and [drill] gives no such key")]
    [InlineData("cron = \"0 0 3 ? * SUN\"\n[[step]]\ndo = \"replicate\"\nto = [\"nowhere\"]", ":5:6: step.0.to is not one of the accepted values")]
    public async Task A_mistake_names_place_key_and_cause(string text, string message)
    {
        var file = _folder.Write("schedules/mine.toml", "name = \"mine\"\n" + text + "\n");

        var failure = await Assert.ThrowsAsync<ArchivistException>(() => ReadAsync("mine"));

        Assert.Equal(Failure.Usage, failure.Failure);
        Assert.Equal(file + message, CommandLineMessages.Instance.Of(failure.Problem).Sentence);
        Assert.NotNull(CommandLineMessages.Instance.Of(failure.Problem).Hint);
    }

    [Fact]
    public async Task Steps_open_the_disc_with_different_keys_of_the_settings()
    {
        _folder.Write("schedules/keys.toml", "name = \"keys\"\n[[step]]\ndo = \"drill\"\n[[step]]\ndo = \"drill\"\nunlock = \"stick\"\n[[step]]\ndo = \"drill\"\nunlock = \"shares\"\n");

        var schedule = await ReadAsync("keys", "[drill]\nidentity = \"alice.identity\"\nshares = [\"file:one\"]\n");

        Assert.Equal([null, DrillKeyKind.Stick, DrillKeyKind.Shares], schedule.Steps.Cast<ScheduleStep.Drill>().Select(step => step.Unlock));
    }

    [Theory]
    [InlineData("weekly-dwd", "Did you mean 'weekly-dvd'?")]
    [InlineData("../../etc/passwd", "Choose one of: daily-audit, daily-copies, emergency, hourly-copies, monthly-drill, monthly-vault-set, quarterly-key-test, weekly-dvd.")]
    public async Task An_unknown_name_is_answered_with_the_known_ones(string name, string hint)
    {
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => ReadAsync(name));

        Assert.Equal(hint, CommandLineMessages.Instance.Of(failure.Problem).Hint);
    }

    [Theory]
    [InlineData("0 0/15 8-18 ? * MON-FRI")]
    [InlineData("0 0 12 1,15 * ?")]
    [InlineData("0 0 3 L * ? 2027-2030")]
    [InlineData("0 0 3 L-3 JAN ?")]
    [InlineData("0 0 3 LW * ?")]
    [InlineData("0 0 3 15W * ?")]
    [InlineData("*/5 * * * * ?")]
    [InlineData("0 0 3 ? * 6L")]
    [InlineData("0 0 3 ? * FRI#2")]
    public void Quartz_expressions_are_accepted(string expression) => Assert.Null(CronExpressionCheck.FindMistake(expression));

    [Theory]
    [InlineData("60 0 3 ? * SUN")]
    [InlineData("0 0 3 32 * ?")]
    [InlineData("0 0 3 ? 13 SUN")]
    [InlineData("0 0 3 ? * SON")]
    [InlineData("0 0 3 ? * SUN#6")]
    [InlineData("0 0 ? ? * SUN")]
    [InlineData("0 0/0 3 ? * SUN")]
    [InlineData("0 , 3 ? * SUN")]
    [InlineData("0 0 3 ? * SUN 1969")]
    public void Other_expressions_are_refused(string expression) => Assert.NotNull(CronExpressionCheck.FindMistake(expression));

    private async Task<ScheduleFile> ReadAsync(string name, string more = "")
    {
        _folder.Write("archivist.toml", "[archive]\nname = \"d\"\nsources = [\"/s\"]\nrepository = \"/r\"\npassword = \"env:P\"\n" + more);
        var settings = await SettingsReader.ReadAsync(
            null, new SettingsEnvironment(new Hashtable(), _folder.Path, "/home/tester"), TestContext.Current.CancellationToken);
        return await ScheduleReader.ReadAsync(name, settings, TestContext.Current.CancellationToken);
    }
}
