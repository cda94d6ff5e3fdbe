using Archivist.App.Cli;
using Archivist.Operations.Events;
using Archivist.Replicas.Placement;
using Archivist.Reports.Runs;
using Archivist.Repository.Snapshots;

namespace Archivist.Tests.Reports.Runs;

public sealed class RunVerdictTests
{
    [Fact]
    public void Everything_comes_back_when_a_drill_has_shown_it()
    {
        var verdict = RunVerdict.Of(SampleReports.Good);

        Assert.Equal(VerdictLevel.Yes, verdict.Level);
        Assert.Equal("Yes. Everything would come back today.", verdict.Sentence);
        Assert.Equal(
            "A virtual computer was started from the disc of this run, and after 2\u202fmin 23\u202fs all 52\u202f318 files were back; each was compared with what was captured.",
            verdict.Because);
    }

    [Fact]
    public void A_failed_drill_weighs_more_than_any_other_that_passed()
    {
        var passed = SampleReports.Good.Drills[0];

        var verdict = RunVerdict.Of(SampleReports.Good with { Drills = [passed, passed with { Passed = false, Sentence = "It hung" }] });

        Assert.Equal(VerdictLevel.No, verdict.Level);
        Assert.Equal("The drill failed: It hung.", verdict.Because);
    }

    [Fact]
    public void A_difference_is_a_failure_whatever_the_drill_calls_itself() => Assert.Equal(
        VerdictLevel.No,
        RunVerdict.Of(SampleReports.Good with { Drills = [SampleReports.Good.Drills[0] with { Differences = 1 }] }).Level);

    [Fact]
    public void What_no_drill_has_shown_is_not_claimed()
    {
        Assert.Equal(VerdictLevel.Unproven, RunVerdict.Of(SampleReports.Unproven).Level);
        Assert.Equal(VerdictLevel.Unproven, RunVerdict.Of(SampleReports.Good with
        {
            Drills = [SampleReports.Good.Drills[0] with { FilesCompared = 0 }],
        }).Level);
    }

    [Fact]
    public void Nothing_captured_is_nothing_that_comes_back() => Assert.Equal(
        new RunVerdict(VerdictLevel.No, "No. Nothing was captured in this run.", "Source /home: it does not exist."),
        RunVerdict.Of(SampleReports.Unproven with
        {
            Capture = null,
            Failures = [new FailureReport("Source /home", "it does not exist", "Correct archive.sources.")],
        }));

    [Fact]
    public void A_run_that_takes_no_snapshot_answers_no_question_about_one()
    {
        var audit = SampleReports.Good with
        {
            Capture = null,
            Drills = [],
            Steps = [.. SampleReports.Good.Steps.Where(step => step.Name != "snapshot")],
        };
        var good = RunVerdict.Of(audit);
        Assert.Equal((VerdictLevel.Unproven, "This run was not about that."), (good.Level, good.Sentence));
        Assert.Contains(audit.Steps[0].Name, good.Because, StringComparison.Ordinal);

        Assert.Equal(
            new RunVerdict(VerdictLevel.No, "Something needs your attention.", "Key test: the key opens nothing."),
            RunVerdict.Of(audit with { ExitCode = 12, Failures = [new FailureReport("Key test", "the key opens nothing", "")] }));
    }

    [Fact]
    public void Unreadable_files_are_in_the_sentence()
    {
        var capture = SampleReports.Good.Capture! with { Unreadable = [new UnreadablePathReport("/a", "denied")] };

        Assert.Equal("Yes, except for one file that could not be read.", RunVerdict.Of(SampleReports.Good with { Capture = capture }).Sentence);
    }

    [Fact]
    public void An_older_snapshot_is_not_this_one() => Assert.Equal(
        "An older state would come back.",
        RunVerdict.Of(SampleReports.Good with { Drills = [SampleReports.Good.Drills[0] with { Snapshot = "older" }] }).Sentence);

    [Fact]
    public void Too_few_copies_and_other_failures_are_not_hidden()
    {
        Assert.Equal(
            "Yes, but there are fewer copies than you want.",
            RunVerdict.Of(SampleReports.Good with { Policy = new PolicyReport([new PolicyRule("copies", 4, 3, Met: false)], Met: false) }).Sentence);
        Assert.Equal(
            "Yes, but something needs your attention.",
            RunVerdict.Of(SampleReports.Good with { ExitCode = 4 }).Sentence);
    }

    [Fact]
    public void The_policy_counts_good_copies_and_distinct_domains_only()
    {
        var (a, b, disc) = (SampleReports.Good.Copies[0], SampleReports.Good.Copies[1], SampleReports.Good.Copies[2]);

        var policy = SampleReports.Judge(new PlacementPolicy(3, 2, 2, 1), [a, a with { Name = "again", Vendor = "SCALEWAY" }, b with { Good = false }, disc]);

        Assert.Equal([3, 2, 2, 1], policy.Rules.Select(rule => rule.Counted));
        Assert.True(policy.Met);
        Assert.False(SampleReports.Judge(new PlacementPolicy(4, 2, 2, 1), [a, disc]).Met);
    }
}
