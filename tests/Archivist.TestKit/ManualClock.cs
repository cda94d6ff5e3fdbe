namespace Archivist.TestKit;

/// <summary>A clock that moves only when a test moves it: the wall clock and the monotonic one, together or apart. Thread-safe.</summary>
public sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _wall = start;
    private long _ticks;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _wall;
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (_gate)
            return _ticks;
    }

    /// <summary>Time passes: both clocks move, and what is due happens.</summary>
    public void Advance(TimeSpan by)
    {
        List<ManualTimer> due;
        lock (_gate)
        {
            _wall += by;
            _ticks += by.Ticks;
            due = [.. _timers.Where(timer => timer.DueAt <= _ticks)];
            foreach (var timer in due)
                _timers.Remove(timer);
        }

        foreach (var timer in due)
            timer.Fire();
    }

    /// <summary>The wall clock is set; no time passes.</summary>
    public void Jump(TimeSpan by)
    {
        lock (_gate)
            _wall += by;
    }

    /// <summary>Lets time pass in steps until <paramref name="done"/>; fails after a thousand steps.</summary>
    public async Task AdvanceUntilAsync(Func<bool> done, TimeSpan step)
    {
        for (var i = 0; !done(); i++)
        {
            Assert.True(i < 1_000, "What was waited for did not happen.");
            // Real work, a disk or a socket, takes real time, in which no time of this clock may pass.
            for (var turn = 0; turn < 20_250 && !done() && !HasTimer; turn++)
            {
                if (turn < 20_000)
                    await Task.Yield();
                else
                    await Task.Delay(1);
            }

            Advance(step);
        }
    }

    /// <summary>Waits until something waits for this clock; fails after ten seconds of real time.</summary>
    public async Task WaitForTimerAsync()
    {
        for (var turn = 0; !HasTimer; turn++)
        {
            Assert.True(turn < 10_000, "Nothing waits for the clock.");
            await Task.Delay(1);
        }
    }

    private bool HasTimer
    {
        get
        {
            lock (_gate)
                return _timers.Count > 0;
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class ManualTimer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        internal long DueAt { get; private set; }

        internal void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                clock._timers.Remove(this);
                if (dueTime >= TimeSpan.Zero)
                {
                    DueAt = clock._ticks + dueTime.Ticks;
                    clock._timers.Add(this);
                }
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock._gate)
                clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
