namespace Archivist.Drills;

/// <summary>How the drill of a machine ended.</summary>
public enum DrillEnding
{
    /// <summary>The recovery program gave a verdict, good or bad.</summary>
    Verdict,

    /// <summary>The machine switched itself off, or its kernel died, before there was one.</summary>
    MachineEnded,

    /// <summary>A deadline passed.</summary>
    TimedOut,

    /// <summary>The machine sent a line that is not an event.</summary>
    NotUnderstood,
}
