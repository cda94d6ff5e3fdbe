using Archivist.Drills.Machines;
using Archivist.Drills.Problems;
using Archivist.Platform.Problems;
using Archivist.Recovery.Protocol;

namespace Archivist.Drills;

/// <summary>Records the console lines and events of a machine with their times.</summary>
internal sealed class DrillWatch(TimeProvider clock, Acceleration acceleration, IProgress<TimedEvent>? progress)
{
    private readonly long _started = clock.GetTimestamp();
    private readonly Lock _gate = new();
    private readonly List<TimedEvent> _events = [];
    private readonly SortedDictionary<DrillStage, TimeSpan> _stages = new() { [DrillStage.PoweredOn] = TimeSpan.Zero };
    private readonly CancellationTokenSource _dead = new();

    /// <summary>Cancelled when the machine's kernel panics.</summary>
    internal CancellationToken Dead => _dead.Token;

    internal bool HasVerdict => LastStage is DrillStage.Verdict;

    internal DrillStage LastStage
    {
        get
        {
            lock (_gate)
                return _stages.Keys.Last();
        }
    }

    /// <summary>One line of the console.</summary>
    internal void SawLine(string line)
    {
        if (line.Contains("Loading the kernel", StringComparison.Ordinal))
            Reach(DrillStage.BootLoader);
        else if (line.StartsWith("archivist: started", StringComparison.Ordinal))
            Reach(DrillStage.Kernel);
        else if (line.StartsWith("archivist: disc found", StringComparison.Ordinal))
            Reach(DrillStage.DiscFound);
        else if (line.Contains("Kernel panic", StringComparison.Ordinal))
            _dead.Cancel();
    }

    /// <summary>One event of the port.</summary>
    internal void Saw(DrillEvent happened)
    {
        var timed = new TimedEvent(Elapsed, happened);
        lock (_gate)
            _events.Add(timed);
        if (StageOf(happened) is { } stage)
            Reach(stage);
        progress?.Report(timed);
    }

    internal MachineRun Finish(DrillEnding ending, Problem? explanation)
    {
        lock (_gate)
        {
            return new MachineRun
            {
                Ending = ending,
                LastStage = _stages.Keys.Last(),
                Explanation = explanation,
                Events = [.. _events],
                Stages = new SortedDictionary<DrillStage, TimeSpan>(_stages),
                Duration = Elapsed,
                Acceleration = acceleration,
            };
        }
    }

    private TimeSpan Elapsed => clock.GetElapsedTime(_started);

    private void Reach(DrillStage stage)
    {
        lock (_gate)
            _stages.TryAdd(stage, Elapsed);
    }

    private static DrillStage? StageOf(DrillEvent happened) => happened switch
    {
        DrillEvent.Booted => DrillStage.Booted,
        DrillEvent.Unlocked => DrillStage.Unlocked,
        DrillEvent.TargetReady => DrillStage.TargetReady,
        DrillEvent.FirstFile => DrillStage.FirstFile,
        DrillEvent.Restored => DrillStage.Restored,
        DrillEvent.Verdict => DrillStage.Verdict,
        _ => null,
    };
}
