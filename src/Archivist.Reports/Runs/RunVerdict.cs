using Archivist.Reports.Wording;

namespace Archivist.Reports.Runs;

/// <summary>The one sentence at the top of a report: would everything come back today, and why.</summary>
/// <param name="Level">For colours and for programs.</param>
/// <param name="Sentence">The answer.</param>
/// <param name="Because">The reason, in one or two sentences.</param>
public sealed record RunVerdict(VerdictLevel Level, string Sentence, string Because)
{
    /// <summary>Weighs the facts: a claim is made only for what a drill showed.</summary>
    public static RunVerdict Of(RunReport report)
    {
        if (report.Drills.FirstOrDefault(drill => !drill.Passed || drill.Differences > 0) is { } failed)
        {
            return new RunVerdict(
                VerdictLevel.No, "No. Do not rely on this disc yet.", $"The drill failed: {AsSentence(failed.Sentence)}");
        }

        var compared = report.Drills.Where(drill => drill.FilesCompared > 0).ToList();
        return compared.Count > 0 ? OfProven(report, compared)
            : report.Capture is null ? OfNothingCaptured(report)
            : new RunVerdict(
                VerdictLevel.Unproven,
                "Nobody knows: no drill was run.",
                $"The files were captured, but no recovery was tried in this run. {FirstFailure(report)}".TrimEnd());
    }

    /// <summary>A run whose schedule takes no snapshot, such as an audit or a test of keys, answers another question than that of the report, and says so.</summary>
    private static RunVerdict OfNothingCaptured(RunReport report)
    {
        var steps = report.Steps.Where(step => step.Name != "report").ToList();
        if (steps.Count == 0 || steps.Exists(step => step.Name == "snapshot"))
            return new RunVerdict(VerdictLevel.No, "No. Nothing was captured in this run.", FirstFailure(report));
        return report.ExitCode == 0 && report.Failures.Count == 0
            ? new RunVerdict(
                VerdictLevel.Unproven, "This run was not about that.",
                $"It takes no snapshot and tries no recovery. What it does was done: {string.Join(", ", steps.Select(step => step.Name).Distinct())}.")
            : new RunVerdict(VerdictLevel.No, "Something needs your attention.", FirstFailure(report));
    }

    private static RunVerdict OfProven(RunReport report, IReadOnlyList<DrillReport> compared)
    {
        var proof = ProofOf(report, compared);
        if (report.Capture is { } capture && compared.All(drill => !IsOfThisRun(drill, capture)))
            return new RunVerdict(VerdictLevel.YesBut, "An older state would come back.", $"{proof} It was not the snapshot of this run.");
        if (report.Capture is { Unreadable.Count: > 0 and var unreadable })
        {
            return new RunVerdict(
                VerdictLevel.YesBut,
                unreadable == 1
                    ? "Yes, except for one file that could not be read."
                    : $"Yes, except for {Human.Number(unreadable)} files that could not be read.",
                proof);
        }

        if (report.Policy is { Met: false })
            return new RunVerdict(VerdictLevel.YesBut, "Yes, but there are fewer copies than you want.", proof);
        return report.ExitCode != 0 || report.Failures.Count > 0
            ? new RunVerdict(VerdictLevel.YesBut, "Yes, but something needs your attention.", proof)
            : new RunVerdict(VerdictLevel.Yes, "Yes. Everything would come back today.", proof);
    }

    /// <summary>The snapshot of this run, or one with the changes since.</summary>
    private static bool IsOfThisRun(DrillReport drill, CaptureReport capture) =>
        drill.Snapshot == capture.Snapshot || drill.SnapshotTaken >= capture.Taken;

    private static string ProofOf(RunReport report, IReadOnlyList<DrillReport> compared)
    {
        var files = compared.Min(drill => drill.FilesCompared);
        var from = report.Disc is null ? "a disc" : "the disc of this run";
        var time = compared.Max(drill => drill.SecondsToRestored) is { } seconds ? $" after {Human.Duration(seconds)}" : "";
        return $"A virtual computer was started from {from}, and{time} all {Human.Number(files)} files were back; "
            + "each was compared with what was captured.";
    }

    private static string FirstFailure(RunReport report) =>
        report.Failures.Count > 0 ? AsSentence($"{report.Failures[0].What}: {report.Failures[0].Cause}") : "";

    private static string AsSentence(string text) => text.EndsWith('.') ? text : text + ".";
}
