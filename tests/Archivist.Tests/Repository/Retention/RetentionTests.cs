using Archivist.Platform.FileSystem;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Problems;
using Archivist.Repository.Retention;
using Archivist.Repository.Snapshots;

namespace Archivist.Tests.Repository.Retention;

public sealed class RetentionTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.Utc;

    [Fact]
    public void No_rule_keeps_everything() =>
        Assert.Empty(Plan(Daily(100), new RetentionPolicy()).Removals);

    [Theory]
    [InlineData("2y5m7d3h", 2, 5, 7, 3)]
    [InlineData("36h", 0, 0, 0, 36)]
    [InlineData("1d2d", 0, 0, 2, 0)]
    [InlineData("", 0, 0, 0, 0)]
    public void Lengths_of_time_are_read(string text, int years, int months, int days, int hours)
    {
        Assert.True(RetentionPeriod.TryParse(text, out var period));
        Assert.Equal(new RetentionPeriod(years, months, days, hours), period);
    }

    [Theory]
    [InlineData("h")]
    [InlineData("5")]
    [InlineData("5w")]
    [InlineData("-1d")]
    [InlineData("1d 2h")]
    [InlineData("99999999999d")]
    public void Other_words_are_no_length_of_time(string text) => Assert.False(RetentionPeriod.TryParse(text, out _));

    [Fact]
    public void A_month_back_from_the_31st_of_March_is_the_3rd_of_March()
    {
        var policy = new RetentionPolicy { Within = new RetentionPeriod(0, 1, 0, 0) };
        var latest = new DateTimeOffset(2026, 3, 31, 0, 0, 0, TimeSpan.Zero);
        var verdict = policy.Apply([At(latest), At(new DateTimeOffset(2026, 3, 3, 0, 0, 1, TimeSpan.Zero)), At(new DateTimeOffset(2026, 3, 3, 0, 0, 0, TimeSpan.Zero))], GoTime.From(Now), Zone);
        Assert.Equal(2, verdict.Kept.Count);
        Assert.Single(verdict.Removed);
    }

    /// <summary>For five hundred random histories and policies.</summary>
    [Fact]
    public void Whatever_the_history_more_is_never_removed_than_the_policy_says_and_never_a_whole_group()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var history = Enumerable.Range(0, random.Next(1, 60)).Select(_ => At(Now + TimeSpan.FromHours(random.Next(-20_000, 2_000)))).ToList();
            var policy = RandomPolicy(random);
            var plan = Plan(history, policy);
            var group = Assert.Single(plan.Groups);
            Assert.Equal(history.Count, group.Verdict.Kept.Count + group.Verdict.Removed.Count);
            Assert.Subset(group.Verdict.Removed.Select(item => item.Id).ToHashSet(), plan.Removals.Select(item => item.Id).ToHashSet());
            Assert.True(plan.Removals.Count < history.Count);
            Assert.DoesNotContain(plan.Removals, item => item.Time.ToDateTimeOffset() > Now);
        }
    }

    [Fact]
    public void Asked_again_after_its_removals_a_policy_that_counts_removes_nothing_more()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var history = Enumerable.Range(0, random.Next(1, 60)).Select(_ => At(Now - TimeSpan.FromHours(random.Next(0, 20_000)))).ToList();
            var policy = RandomPolicy(random) with { Within = default, WithinUnits = new Dictionary<CalendarUnit, RetentionPeriod>() };
            if (policy.IsEmpty)
                continue;
            var gone = Plan(history, policy).Removals.Select(item => item.Id).ToHashSet();
            Assert.Empty(Plan([.. history.Where(item => !gone.Contains(item.Id))], policy).Removals);
        }
    }

    [Fact]
    public void A_snapshot_of_the_future_neither_goes_nor_pushes_others_out()
    {
        var history = Daily(10);
        history.Add(At(Now.AddYears(70)));
        var plan = Plan(history, new RetentionPolicy { Counts = new Dictionary<CalendarUnit, int> { [CalendarUnit.Snapshot] = 1 } });
        Assert.Equal(9, plan.Removals.Count);
        Assert.DoesNotContain(history[0], plan.Removals);
        Assert.Equal(1, Assert.IsType<ClockBehindSnapshots>(Assert.Single(Assert.Single(plan.Groups).Doubts).Reason).Snapshots);
    }

    [Fact]
    public void With_a_clock_that_fell_back_to_1970_nothing_is_removed()
    {
        var policy = new RetentionPolicy { Counts = new Dictionary<CalendarUnit, int> { [CalendarUnit.Day] = 3 }, Within = new RetentionPeriod(0, 0, 2, 0) };
        Assert.Empty(ForgetPlan.ByPolicy(Daily(30), SnapshotFilter.All, SnapshotGrouping.Default, policy, DateTimeOffset.UnixEpoch, Zone).Removals);
    }

    [Fact]
    public void A_snapshot_taken_with_a_clock_that_had_fallen_back_is_not_the_first_to_go()
    {
        var history = Daily(10);
        var newest = At(DateTimeOffset.UnixEpoch.AddDays(1)) with { Parent = history[0].Id };
        history.Add(newest);
        var plan = Plan(history, new RetentionPolicy { Counts = new Dictionary<CalendarUnit, int> { [CalendarUnit.Snapshot] = 3 } });
        Assert.DoesNotContain(newest, plan.Removals);
        // It may as well be its parent that was dated by a wrong clock: three are kept without that one, too.
        Assert.Equal(6, plan.Removals.Count);
    }

    [Fact]
    public void Everything_taken_while_the_clock_had_fallen_back_stays()
    {
        var history = Daily(10);
        var first = At(DateTimeOffset.UnixEpoch.AddDays(1)) with { Parent = history[0].Id };
        // Dated after its parent, but before what that came from.
        var second = At(DateTimeOffset.UnixEpoch.AddDays(2)) with { Parent = first.Id };
        history.AddRange([first, second]);
        var plan = Plan(history, new RetentionPolicy { Counts = new Dictionary<CalendarUnit, int> { [CalendarUnit.Snapshot] = 3 } });
        Assert.DoesNotContain(first, plan.Removals);
        Assert.DoesNotContain(second, plan.Removals);
        Assert.Equal(6, plan.Removals.Count);
    }

    [Fact]
    public void When_the_day_has_come_that_a_clock_was_ahead_the_snapshot_of_that_day_stays()
    {
        // Ten days ago a clock was nine days ahead: its snapshot is the last one of yesterday, with the state of ten days ago.
        var history = Daily(30);
        var ahead = At(Now.AddDays(-1).AddHours(5)) with { Parent = history[11].Id };
        history[10] = history[10] with { Parent = ahead.Id };
        history.Add(ahead);
        var plan = Plan(history, new RetentionPolicy { Counts = new Dictionary<CalendarUnit, int> { [CalendarUnit.Day] = 7 } });
        Assert.DoesNotContain(history[1], plan.Removals);
        Assert.Contains(plan.Groups.SelectMany(group => group.Doubts), doubt => doubt.Reason is SnapshotsDatedLate);
    }

    [Fact]
    public void A_clock_that_leapt_ahead_with_its_snapshots_does_not_make_the_rest_too_old()
    {
        // The clock stands in 2099, a snapshot is taken there, and forget runs there.
        var history = Daily(100);
        var later = Now.AddYears(73);
        history.Add(At(later));
        var policy = new RetentionPolicy { Within = new RetentionPeriod(0, 0, 30, 0) };
        ForgetPlan Ask() => ForgetPlan.ByPolicy(history, SnapshotFilter.All, SnapshotGrouping.Default, policy, later.AddDays(60), Zone);
        // What is older than thirty days before the leap goes, as it would have gone without it.
        Assert.Equal(70, Ask().Removals.Count);
        for (var day = 1; day < 30; day++)
            history.Add(At(later.AddDays(day)));
        Assert.Equal(70, Ask().Removals.Count);
        // After thirty days of snapshots the time has really passed.
        history.Add(At(later.AddDays(31)));
        Assert.Contains(history[0], Ask().Removals);
    }

    [Fact]
    public void Snapshots_that_are_always_farther_apart_than_the_rule_are_no_leaps()
    {
        var policy = new RetentionPolicy { Within = new RetentionPeriod(0, 0, 0, 12), Counts = new Dictionary<CalendarUnit, int> { [CalendarUnit.Snapshot] = 2 } };
        Assert.Equal(98, Plan(Daily(100), policy).Removals.Count);
    }

    [Fact]
    public void A_policy_that_would_leave_nothing_of_a_group_leaves_all_of_it()
    {
        var plan = Plan(Daily(5), new RetentionPolicy { Tags = [["nobody"]] });
        Assert.Empty(plan.Removals);
        Assert.True(Assert.Single(plan.Groups).IsRefused);
    }

    private static RetentionPolicy RandomPolicy(Random random)
    {
        var units = Enum.GetValues<CalendarUnit>();
        return new RetentionPolicy
        {
            Counts = units.Where(_ => random.Next(3) == 0).Append(CalendarUnit.Day).Distinct().ToDictionary(unit => unit, _ => random.Next(1, 6)),
            Within = random.Next(3) == 0 ? new RetentionPeriod(0, random.Next(3), random.Next(40), 1) : default,
            WithinUnits = units.Skip(1).Where(_ => random.Next(4) == 0).ToDictionary(unit => unit, _ => new RetentionPeriod(0, random.Next(12), random.Next(40), 0)),
        };
    }

    private static ForgetPlan Plan(IReadOnlyList<Snapshot> history, RetentionPolicy policy) =>
        ForgetPlan.ByPolicy(history, SnapshotFilter.All, SnapshotGrouping.Default, policy, Now, Zone);

    /// <summary>One a day, newest first.</summary>
    private static List<Snapshot> Daily(int count) => [.. Enumerable.Range(0, count).Select(day => At(Now.AddDays(-day).AddHours(-1)))];

    private static int _made;

    private static Snapshot At(DateTimeOffset time) => new()
    {
        Id = new SnapshotId(Digest.Of(BitConverter.GetBytes(Interlocked.Increment(ref _made)))),
        Time = GoTime.From(time),
        Tree = default,
        Paths = ["/home"],
        Hostname = "here",
    };
}
