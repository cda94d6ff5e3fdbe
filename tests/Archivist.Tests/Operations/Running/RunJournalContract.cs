using Archivist.Evidence;
using Archivist.Operations.Running;
using Archivist.Platform.Problems;
using Archivist.TestKit;
using Xunit;

namespace Archivist.Tests.Operations.Running;

/// <summary>What the journal of runs does, whatever database it is in. Each test has an empty one.</summary>
public abstract class RunJournalContract
{
    private protected static readonly DateTimeOffset Now = new(2026, 11, 30, 3, 0, 0, TimeSpan.Zero);

    /// <summary>The database of this test.</summary>
    private protected abstract JournalStore Store { get; }

    [Fact]
    public void What_a_killed_run_wrote_is_there_for_the_next_process()
    {
        var entry = new LedgerEntry.Replicated(Now, "near", "00", 3, 4096);
        using (var journal = Open())
        {
            var run = journal.Begin("weekly", "abc", Now);
            journal.BeginStep(run, 0, "snapshot", Now);
            journal.Expect(run, 0, "a snapshot");
            journal.Keep(run, 0, new RunState("{}"u8.ToArray(), "/discs/a.iso", IsImageGood: false, Failure.Findings, ["near", "far"]), Now);
            journal.BeginStep(run, 1, "replicate", Now.AddMinutes(1));
            journal.AddEntry(run, 1, "near", entry);
        }

        using var later = Open();
        var found = Assert.IsType<JournaledRun>(later.FindLast("weekly"));
        Assert.Equal((Now, null, "abc"), (found.Started, found.Ended, found.Definition));
        var first = Assert.IsType<JournaledStep>(later.FindStep(found, 0));
        Assert.True(first.IsDone);
        Assert.Equal("a snapshot", first.Expected);
        Assert.Equal(("/discs/a.iso", false, Failure.Findings), (first.State!.Image, first.State.IsImageGood, first.State.Worst));
        Assert.Equal(["near", "far"], first.State.Waiting);
        var second = Assert.IsType<JournaledStep>(later.FindStep(found, 1));
        Assert.Equal((false, null, Now.AddMinutes(1)), (second.IsDone, second.State, second.Started));
        Assert.Equal([("near", entry)], later.ListEntries(found, 1));
        Assert.Null(later.FindStep(found, 2));
    }

    [Fact]
    public void A_step_that_is_run_again_keeps_when_it_first_began_and_replaces_its_entries()
    {
        using var journal = Open();
        var run = journal.Begin("weekly", "abc", Now);
        journal.BeginStep(run, 0, "disc", Now);
        journal.Expect(run, 0, "2026-W49");
        journal.AddEntry(run, 0, "0001", new LedgerEntry.Replicated(Now, "near", "00", 1, 1));
        journal.BeginStep(run, 0, "disc", Now.AddHours(1));
        journal.AddEntry(run, 0, "0001", new LedgerEntry.Replicated(Now, "near", "00", 2, 2));
        Assert.Equal((Now, "2026-W49"), (journal.FindStep(run, 0)!.Started, journal.FindStep(run, 0)!.Expected));
        Assert.Equal(2, Assert.IsType<LedgerEntry.Replicated>(Assert.Single(journal.ListEntries(run, 0)).Entry).ObjectsCopied);
    }

    [Fact]
    public void A_run_that_ended_or_was_begun_again_cannot_be_continued_and_leaves_no_steps()
    {
        using var journal = Open();
        var first = journal.Begin("weekly", "abc", Now);
        journal.BeginStep(first, 0, "snapshot", Now);
        var second = journal.Begin("weekly", "abc", Now.AddHours(1));
        Assert.Null(journal.FindStep(first, 0));
        Assert.Equal(second.Id, journal.FindLast("weekly")!.Id);
        journal.BeginStep(second, 0, "snapshot", Now);
        journal.End(second, Now.AddHours(2), Failure.None);
        Assert.Equal(Now.AddHours(2), journal.FindLast("weekly")!.Ended);
        Assert.Null(journal.FindStep(second, 0));
        Assert.Null(journal.FindLast("daily"));
    }

    [Fact]
    public void Runs_tell_a_success_from_failures_since_and_a_run_ends_no_earlier_than_it_began()
    {
        using var journal = Open();
        Assert.Equal(ScheduleHistory.None, journal.FindHistory("weekly"));
        journal.End(journal.Begin("weekly", "", Now), Now.AddHours(-1), Failure.Findings);
        Assert.Equal(new ScheduleHistory(Now, Now, Failure.Findings, 0), journal.FindHistory("weekly"));
        journal.End(journal.Begin("weekly", "", Now.AddDays(1)), Now.AddDays(1), Failure.NoSpace);
        journal.End(journal.Begin("weekly", "", Now.AddDays(2)), Now.AddDays(2), Failure.Failed);
        journal.Begin("weekly", "", Now.AddDays(3));
        Assert.Equal(new ScheduleHistory(Now, Now.AddDays(2), Failure.Failed, 2), journal.FindHistory("weekly"));
        // A run that was killed, and that another one replaced, has not failed.
        journal.Begin("weekly", "", Now.AddDays(4));
        Assert.Equal(new ScheduleHistory(Now, Now.AddDays(4), null, 2), journal.FindHistory("weekly"));
    }

    [Fact]
    public void A_schedule_is_switched_as_often_as_people_like()
    {
        using var journal = Open();
        Assert.Null(journal.FindSwitch("weekly"));
        journal.Switch("weekly", isOn: true, Now, null);
        journal.Switch("weekly", isOn: false, Now.AddHours(1), "it's a holiday");
        Assert.Equal(new ScheduleSwitch(false, Now.AddHours(1), "it's a holiday"), journal.FindSwitch("weekly"));
    }

    [Fact]
    public async Task A_schedule_is_taken_by_one_at_a_time()
    {
        var clock = new ManualClock(Now);
        using var one = Open();
        using var other = Open();
        using (var taken = await one.TryTakeAsync("weekly", clock, default))
        {
            Assert.NotNull(taken);
            Assert.Null(await other.TryTakeAsync("weekly", clock, default));
            using var another = await other.TryTakeAsync("daily", clock, default);
            Assert.NotNull(another);
        }

        using var now = await other.TryTakeAsync("weekly", clock, default);
        Assert.NotNull(now);
    }

    private RunJournal Open() => RunJournal.Open(Store);
}
