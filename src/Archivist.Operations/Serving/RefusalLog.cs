using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Serving;

/// <summary>
/// Passes on what was refused, once in a minute however often a client tries again, and no more than a hundred lines in a minute: strangers must not fill the log. What was left out
/// beyond that is counted. Thread-safe.
/// </summary>
/// <param name="warn">Where it goes.</param>
/// <param name="clock">Measures the minute.</param>
internal sealed class RefusalLog(Action<Problem> warn, TimeProvider clock)
{
    /// <summary>The most lines of a minute.</summary>
    internal const int MostLines = 100;

    private readonly Lock _gate = new();
    private readonly HashSet<Problem> _passedOn = [];
    private long _since = clock.GetTimestamp();
    private long _leftOut;

    /// <summary>Passes one on, or counts it.</summary>
    internal void Add(Problem problem)
    {
        var leftOut = 0L;
        lock (_gate)
        {
            if (clock.GetElapsedTime(_since) >= TimeSpan.FromMinutes(1))
            {
                (_since, leftOut, _leftOut) = (clock.GetTimestamp(), _leftOut, 0);
                _passedOn.Clear();
            }

            if (_passedOn.Contains(problem))
                return;
            if (_passedOn.Count == MostLines)
            {
                _leftOut++;
                return;
            }

            _passedOn.Add(problem);
        }

        if (leftOut > 0)
            warn(new RefusalsNotShown(leftOut));
        warn(problem);
    }
}
