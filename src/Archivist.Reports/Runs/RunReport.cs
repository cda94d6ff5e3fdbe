namespace Archivist.Reports.Runs;

/// <summary>
/// The results of one run of a schedule, as plain facts (docs/formats/report.md). <see cref="RunVerdict"/> draws the conclusion.
/// A part that did not take place in this run is null or empty.
/// </summary>
public sealed record RunReport
{
    /// <summary>The name of the virtual disk.</summary>
    public required string Disk { get; init; }

    /// <summary>The name of the schedule.</summary>
    public required string Schedule { get; init; }

    /// <summary>The version of Archivist.</summary>
    public required string Version { get; init; }

    /// <summary>When the run began; shown with its own offset.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset Finished { get; init; }

    /// <summary>The exit code of the run, 0 for done.</summary>
    public required int ExitCode { get; init; }

    /// <summary>The steps, in order.</summary>
    public required IReadOnlyList<StepReport> Steps { get; init; }

    /// <summary>What was captured.</summary>
    public CaptureReport? Capture { get; init; }

    /// <summary>Every replica that is known; the local repository is none of them.</summary>
    public IReadOnlyList<CopyReport> Copies { get; init; } = [];

    /// <summary>What the placement policy asks for, and what there is.</summary>
    public PolicyReport? Policy { get; init; }

    /// <summary>The disc of this run.</summary>
    public DiscReport? Disc { get; init; }

    /// <summary>The drills of this run.</summary>
    public IReadOnlyList<DrillReport> Drills { get; init; } = [];

    /// <summary>The keys, when the run tested them.</summary>
    public KeysReport? Keys { get; init; }

    /// <summary>What went wrong, the most severe first.</summary>
    public IReadOnlyList<FailureReport> Failures { get; init; } = [];

    /// <summary>The head of the ledger after everything above was entered.</summary>
    public LedgerReport? Ledger { get; init; }
}
