using Archivist.Drills.Machines;
using Archivist.Drills.Problems;
using Archivist.Platform.Problems;
using Archivist.Recovery.Protocol;

namespace Archivist.Drills;

/// <summary>What one machine did with one order: enough to say how far it came, how fast, and what it found.</summary>
public sealed record MachineRun
{
    /// <summary>Why it was over.</summary>
    public required DrillEnding Ending { get; init; }

    /// <summary>The furthest stage that was seen.</summary>
    public required DrillStage LastStage { get; init; }

    /// <summary>How it ended without a verdict; null when there is one.</summary>
    public Problem? Explanation { get; init; }

    /// <summary>Everything the recovery program reported.</summary>
    public required IReadOnlyList<TimedEvent> Events { get; init; }

    /// <summary>When each stage was first seen, counted from power-on.</summary>
    public required IReadOnlyDictionary<DrillStage, TimeSpan> Stages { get; init; }

    /// <summary>From power-on to the end.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Who executed the machine's instructions.</summary>
    public required Acceleration Acceleration { get; init; }

    /// <summary>The recovery program's verdict, if it came to one.</summary>
    public DrillEvent.Verdict? Verdict => Events.Select(timed => timed.Event).OfType<DrillEvent.Verdict>().LastOrDefault();

    /// <summary>The first event of a kind, if it came to one.</summary>
    public TimedEvent? First<TEvent>()
        where TEvent : DrillEvent =>
        Events.FirstOrDefault(timed => timed.Event is TEvent);
}
