namespace Archivist.Drills;

/// <summary>Why a machine's drill was over.</summary>
public enum DrillEnding
{
    /// <summary>The recovery program gave a verdict, good or bad.</summary>
    Verdict,

    /// <summary>The machine switched itself off, or its kernel died, before there was one.</summary>
    MachineEnded,

    /// <summary>A deadline passed.</summary>
    TimedOut,

    /// <summary>The machine said something that is no event.</summary>
    NotUnderstood,
}
