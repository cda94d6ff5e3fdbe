using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Serving;

/// <summary>Passes on what was refused, one line each, but no more than a hundred in a minute: strangers must not fill the log. What was left out is counted. Thread-safe.</summary>
/// <param name="warn">Where it goes.</param>
/// <param name="clock">Measures the minute.</param>
internal sealed class RefusalLog(Action<Problem> warn, TimeProvider clock)
{
    /// <summary>The most lines of a minute.</summary>
    internal const int MostLines = 100;

    private readonly Lock _gate = new();
    private long _since = clock.GetTimestamp();
    private int _lines;
    private long _leftOut;

    /// <summary>Passes one on, or counts it.</summary>
    internal void Add(Problem problem)
    {
        var leftOut = 0L;
        lock (_gate)
        {
            if (clock.GetElapsedTime(_since) >= TimeSpan.FromMinutes(1))
                (_since, _lines, leftOut, _leftOut) = (clock.GetTimestamp(), 0, _leftOut, 0);
            if (++_lines > MostLines)
            {
                _leftOut++;
                return;
            }
        }

        if (leftOut > 0)
            warn(new RefusalsNotShown(leftOut));
        warn(problem);
    }
}
