namespace Archivist.Reports.Runs;

/// <summary>One step of the run.</summary>
/// <param name="Name">As in the schedule: snapshot, replicate, disc, drill, report.</param>
/// <param name="Started">When it began; null when it was skipped.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Sentence">One sentence for people.</param>
public sealed record StepReport(string Name, DateTimeOffset? Started, double Seconds, StepOutcome Outcome, string Sentence)
{
    /// <summary>A step with what it did.</summary>
    public static StepReport Of(string name, DateTimeOffset? started, double seconds, StepOutcome outcome, StepResult result) => new(name, started, seconds, outcome, RunWords.Of(result));
}
