using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Reading;

/// <summary>What is known of one copy: its queue, its pace and its faults. Not thread-safe: <see cref="CopyQueue"/> guards it.</summary>
internal sealed class CopyState(ReadingCopy copy, int place, decimal cost, Pace pace, TimeProvider clock)
{
    /// <summary>Answers with wrong bytes after which a copy is believed only when no other is left.</summary>
    private const int MostWrong = 3;

    /// <summary>Objects that are remembered as missing or wrong; more are forgotten, which costs requests and no more.</summary>
    private const int MostRemembered = 16 << 10;

    private const int MostRequests = 16;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly HashSet<ObjectName> _missing = [];
    private readonly HashSet<ObjectName> _doubtful = [];
    private readonly Dictionary<ObjectName, List<(long Offset, long End)>> _wrong = [];
    private int _failuresInARow, _failures, _wrongAnswers, _width = 1;
    private long _asideSince;
    private TimeSpan _aside;

    internal ReadingCopy Copy => copy;

    internal IObjectSource Source => copy.Source;

    /// <summary>The place in the list, from 0.</summary>
    internal int Place => place;

    /// <summary>What orders copies by price, cheapest first.</summary>
    internal decimal Cost => cost;

    internal Pace Pace => pace;

    /// <summary>Requests under way.</summary>
    internal int Active { get; private set; }

    /// <summary>Bytes of the requests under way that have not come yet.</summary>
    internal long Outstanding { get; set; }

    internal long BytesUsed { get; set; }

    internal long BytesUnused { get; set; }

    internal Cause? LastFailure { get; private set; }

    /// <summary>Whether a request can begin at once. A copy of which nothing is known gets one, and one more with each answer.</summary>
    internal bool HasRoom => Active < Math.Min(_width, Math.Clamp(Source.Traits.MaxConcurrency, 1, MostRequests));

    /// <summary>It failed lately, and is not asked while others are there. When the pause is over it gets one request as a probe.</summary>
    internal bool IsAside => _failuresInARow > 0 && (clock.GetElapsedTime(_asideSince) < _aside || Active > 0);

    /// <summary>Too many of its bytes were wrong.</summary>
    internal bool IsDistrusted => _wrongAnswers >= MostWrong;

    internal bool Lacks(ObjectName name) => _missing.Contains(name);

    internal bool IsDoubtful(ObjectName name) => _doubtful.Contains(name);

    internal bool IsWrong(ObjectName name, long offset, long end) =>
        _wrong.TryGetValue(name, out var ranges) && ranges.Any(range => range.Offset < end && offset < range.End);

    internal void Begin(long size)
    {
        Active++;
        Outstanding += size;
        pace.Begin(size);
    }

    internal void End(long size, long outstanding)
    {
        Active--;
        Outstanding -= outstanding;
        pace.End(size);
    }

    internal void OnAnswered() => (_failuresInARow, _width) = (0, Math.Min(_width + 1, MostRequests));

    internal void OnFailed(Cause? cause)
    {
        LastFailure = cause ?? LastFailure;
        _failures++;
        _width = 1;
        // Requests that fail together are one failure.
        if (_failuresInARow > 0 && clock.GetElapsedTime(_asideSince) < _aside)
            return;
        _aside = FirstPause * Math.Pow(2, Math.Min(_failuresInARow++, 8));
        if (_aside > LongestPause)
            _aside = LongestPause;
        _asideSince = clock.GetTimestamp();
    }

    internal void OnMissing(ObjectName name) => Remember(_missing, name);

    internal void OnDoubtful(ObjectName name) => Remember(_doubtful, name);

    internal void OnWrong(ObjectName name)
    {
        _wrongAnswers++;
        Remember(_doubtful, name);
    }

    internal void OnWrong(ObjectName name, long offset, long end)
    {
        OnWrong(name);
        if (_wrong.Count >= MostRemembered)
            _wrong.Clear();
        if (!_wrong.TryGetValue(name, out var ranges))
            _wrong.Add(name, ranges = []);
        if (ranges.Count < MostRemembered)
            ranges.Add((offset, end));
    }

    internal CopyShare Share() => new(copy.Name, BytesUsed, BytesUnused, _wrongAnswers, _failures, LastFailure);

    private static void Remember(HashSet<ObjectName> names, ObjectName name)
    {
        if (names.Count >= MostRemembered)
            names.Clear();
        names.Add(name);
    }
}
