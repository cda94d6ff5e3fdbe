namespace Archivist.Replicas.Stores.Wrappers;

/// <summary>
/// A token bucket that refills at a rate in bytes per second and has a capacity of half a second. Taking may overdraw it; the next caller waits until the debt is paid.
/// The rate is read on every call, so that it can change with the time of day. Thread-safe.
/// </summary>
/// <param name="rate">Returns the current rate in bytes per second; null means unlimited.</param>
/// <param name="clock">Measures elapsed time and runs the pauses.</param>
internal sealed class TokenBucket(Func<long?> rate, TimeProvider clock)
{
    /// <summary>The longest pause before the rate is read again.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private double _bytes;
    private long _at = clock.GetTimestamp();
    private bool _isFilled;

    /// <summary>The largest number of bytes to move at once for an even flow: an eighth of a second, at most 64 KiB.</summary>
    internal int Step => rate() is { } limit ? (int)Math.Clamp(limit / 8, 1, 64 << 10) : 64 << 10;

    /// <summary>Waits until the debt is paid.</summary>
    internal async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        while (Owed() is var pause && pause > TimeSpan.Zero)
            await Task.Delay(pause, clock, cancellationToken);
    }

    /// <summary>Waits until the debt is paid, blocking the calling thread: for a synchronous read, which has no other way. The timer that ends the wait needs no thread of the caller.</summary>
    internal void Wait()
    {
        while (Owed() is var pause && pause > TimeSpan.Zero)
        {
            using var over = new ManualResetEventSlim();
            using var timer = clock.CreateTimer(_ => over.Set(), null, pause, Timeout.InfiniteTimeSpan);
            over.Wait();
        }
    }

    /// <summary>Takes bytes that were moved, overdrawing the bucket if necessary.</summary>
    internal void Take(long bytes)
    {
        lock (_gate)
            _bytes -= bytes;
    }

    private TimeSpan Owed()
    {
        lock (_gate)
        {
            var now = clock.GetTimestamp();
            var passed = clock.GetElapsedTime(_at, now).TotalSeconds;
            _at = now;
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
