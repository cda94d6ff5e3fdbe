namespace Archivist.Replicas.Peers;

/// <summary>
/// Slows down those who guess passwords. After a few failed attempts from one address, or for one user, the next has to wait, twice as long with each further failure: up to a minute
/// for an address, but only up to ten seconds for a user, so that a stranger cannot lock anyone out. What did not fail for a quarter of an hour is forgotten. Thread-safe.
/// </summary>
/// <param name="clock">Measures the waits.</param>
public sealed class SignInThrottle(TimeProvider clock)
{
    /// <summary>The number of failures without a delay, for typing errors.</summary>
    internal const int FreeFailures = 5;

    /// <summary>So many addresses and users are remembered; beyond, the one that failed longest ago is forgotten.</summary>
    internal const int MostRemembered = 20_000;

    private static readonly TimeSpan LongestForAddress = TimeSpan.FromMinutes(1), LongestForUser = TimeSpan.FromSeconds(10), Memory = TimeSpan.FromMinutes(15);

    private readonly Lock _gate = new();
    private readonly Dictionary<(bool IsAddress, string Name), Failures> _failures = [];

    /// <summary>How long the next attempt has to wait; zero when it need not.</summary>
    public TimeSpan WaitOf(string address, string user)
    {
        lock (_gate)
        {
            var (one, other) = (WaitOf(true, address), WaitOf(false, user));
            return one > other ? one : other;
        }
    }

    /// <summary>Notes a failed attempt.</summary>
    public void NoteFailure(string address, string user)
    {
        lock (_gate)
        {
            Note(true, address);
            Note(false, user);
        }
    }

    /// <summary>Forgets the failures of a user who has signed in. Those of the address stay: one who guesses may have an account too.</summary>
    public void NoteSuccess(string user)
    {
        lock (_gate)
            _failures.Remove((false, user));
    }

    private TimeSpan WaitOf(bool isAddress, string name)
    {
        if (!_failures.TryGetValue((isAddress, name), out var failures) || failures.Count < FreeFailures)
            return TimeSpan.Zero;
        var longest = isAddress ? LongestForAddress : LongestForUser;
        var pause = TimeSpan.FromSeconds(Math.Min(longest.TotalSeconds, Math.Pow(2, failures.Count - FreeFailures)));
        var left = pause - clock.GetElapsedTime(failures.At);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private void Note(bool isAddress, string name)
    {
        var key = (isAddress, name);
        var isKnown = _failures.TryGetValue(key, out var failures) && clock.GetElapsedTime(failures.At) < Memory;
        if (!_failures.ContainsKey(key) && _failures.Count >= MostRemembered)
            ForgetSome();
        _failures[key] = new Failures(Math.Min(isKnown ? failures.Count + 1 : 1, 100), clock.GetTimestamp());
    }

    /// <summary>A tenth at a time, so that it is not searched for with every failure.</summary>
    private void ForgetSome()
    {
        foreach (var key in _failures.OrderBy(entry => entry.Value.At).Take(MostRemembered / 10).Select(entry => entry.Key).ToList())
            _failures.Remove(key);
    }

    private readonly record struct Failures(int Count, long At);
}
