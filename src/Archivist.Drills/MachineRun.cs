using Archivist.Drills.Machines;
using Archivist.Drills.Problems;
using Archivist.Platform.Problems;
using Archivist.Recovery.Protocol;

namespace Archivist.Drills;

/// <summary>The record of one machine's drill: its stages, times and findings.</summary>
public sealed record MachineRun
{
    /// <summary>How the drill ended.</summary>
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

    /// <summary>The acceleration that the machine ran with.</summary>
    public required Acceleration Acceleration { get; init; }

    /// <summary>The verdict of the recovery program; null when there was none.</summary>
    public DrillEvent.Verdict? Verdict => Events.Select(timed => timed.Event).OfType<DrillEvent.Verdict>().LastOrDefault();

    /// <summary>The first event of a type; null when there was none.</summary>
    public TimedEvent? First<TEvent>()
        where TEvent : DrillEvent =>
        Events.FirstOrDefault(timed => timed.Event is TEvent);
}
