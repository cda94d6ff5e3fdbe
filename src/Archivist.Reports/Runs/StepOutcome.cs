namespace Archivist.Reports.Runs;

/// <summary>How a step ended.</summary>
public enum StepOutcome
{
    /// <summary>Did what it should.</summary>
    Done,

    /// <summary>Did its work, and found something that needs attention.</summary>
    Findings,

    /// <summary>Did not do what it should.</summary>
    Failed,

    /// <summary>Was not tried, because an earlier step failed.</summary>
    Skipped,
}
