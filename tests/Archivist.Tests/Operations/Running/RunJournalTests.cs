using Archivist.Evidence;
using Archivist.Operations.Problems;
using Archivist.Operations.Running;
using Archivist.Platform.Problems;
using Archivist.TestKit;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Archivist.Tests.Operations.Running;

public sealed class RunJournalTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 3, 0, 0, TimeSpan.Zero);
    private readonly ScratchFolder _folder = new();

    private string File => _folder.At("alice.runs.sqlite");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_a_killed_run_wrote_is_there_for_the_next_process()
    {
        var entry = new LedgerEntry.Replicated(Now, "near", "00", 3, 4096);
        using (var journal = RunJournal.Open(File))
        {
            var run = journal.Begin("weekly", "abc", Now);
            journal.BeginStep(run, 0, "snapshot", Now);
            journal.Expect(run, 0, "a snapshot");
            journal.Keep(run, 0, new RunState("{}"u8.ToArray(), "/discs/a.iso", IsImageGood: false, Failure.Findings, ["near", "far"]), Now);
            journal.BeginStep(run, 1, "replicate", Now.AddMinutes(1));
            journal.AddEntry(run, 1, "near", entry);
        }

        using var later = RunJournal.Open(File);
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
        using var journal = RunJournal.Open(File);
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
        using var journal = RunJournal.Open(File);
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
    public void A_journal_of_a_later_version_or_of_something_else_is_refused()
    {
        using (var connection = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        Assert.IsType<RunJournalUnusable>(Assert.Throws<ArchivistException>(() => { RunJournal.Open(File).Dispose(); }).Problem);
        var other = _folder.At("other.sqlite");
        System.IO.File.WriteAllText(other, new string('x', 4096));
        Assert.IsType<RunJournalUnusable>(Assert.Throws<ArchivistException>(() => { RunJournal.Open(other).Dispose(); }).Problem);
    }
}
