namespace Archivist.Replicas.Stores.Wrappers;

/// <summary>
/// A token bucket: it fills with so many bytes per second and holds what flows in half a second. What is taken beyond that is owed, and whoever comes next waits until it is paid.
/// The rate is asked for each time, so that it can change with the time of day. Thread-safe.
/// </summary>
/// <param name="rate">Bytes per second; null means without limit.</param>
/// <param name="clock">Measures what flowed in.</param>
internal sealed class TokenBucket(Func<long?> rate, TimeProvider clock)
{
    /// <summary>At most so much is waited for at once, so that a change of the rate is noticed.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private double _bytes;
    private long _at = clock.GetTimestamp();
    private bool _isFilled;

    /// <summary>How many bytes should be moved in one step, so that the flow is even.</summary>
    internal int Step => rate() is { } limit ? (int)Math.Clamp(limit / 8, 1, 64 << 10) : 64 << 10;

    /// <summary>Waits until nothing is owed.</summary>
    internal async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        while (Owed() is var pause && pause > TimeSpan.Zero)
            await Task.Delay(pause, clock, cancellationToken);
    }

    /// <summary>The same for a thread that cannot do anything else meanwhile.</summary>
    internal void Wait()
    {
        while (Owed() is var pause && pause > TimeSpan.Zero)
        {
            using var over = new ManualResetEventSlim();
            using var timer = clock.CreateTimer(_ => over.Set(), null, pause, Timeout.InfiniteTimeSpan);
            over.Wait();
        }
    }

    /// <summary>Notes bytes that were moved.</summary>
    internal void Take(long bytes)
    {
        lock (_gate)
            _bytes -= bytes;
    }

    private TimeSpan Owed()
    {
        lock (_gate)
        {
            var passed = clock.GetElapsedTime(_at).TotalSeconds;
            _at = clock.GetTimestamp();
            if (rate() is not { } limit)
            {
                _bytes = 0;
                return TimeSpan.Zero;
            }

            var capacity = limit / 2.0;
            _bytes = _isFilled ? Math.Min(_bytes + (passed * limit), capacity) : capacity;
            _isFilled = true;
            if (_bytes >= 0)
                return TimeSpan.Zero;
            // At least one tick: less than that never ends.
            var pause = TimeSpan.FromSeconds(-_bytes / limit) + TimeSpan.FromTicks(1);
            return pause < LongestPause ? pause : LongestPause;
        }
    }
}
