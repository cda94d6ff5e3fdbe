namespace Archivist.Replicas.Stores.Http;

/// <summary>
/// Cancels a transfer that makes no progress: fewer than <see cref="LeastBytes"/> within the patience, however long the whole takes. Only the time in which
/// bytes are waited for counts. Thread-safe.
/// </summary>
internal sealed class ProgressWatch : IDisposable
{
    /// <summary>Less than this within the patience is no progress: the slowest modem brings more.</summary>
    internal const long LeastBytes = 1024;

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stalled = new();
    private readonly CancellationTokenSource _both;
    private readonly ITimer _timer;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _patience;
    private TimeSpan _used;
    private long _bytes, _since;
    private bool _isRunning, _isDisposed;

    /// <summary>Begins to watch at once.</summary>
    internal ProgressWatch(TimeSpan patience, TimeProvider clock, CancellationToken cancellationToken)
    {
        (_patience, _clock) = (patience, clock);
        _both = CancellationTokenSource.CreateLinkedTokenSource(_stalled.Token, cancellationToken);
        _timer = clock.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Restart();
    }

    /// <summary>Cancelled by the caller, or when there was no progress.</summary>
    internal CancellationToken Token => _both.Token;

    /// <summary>True when it was cancelled for lack of progress.</summary>
    internal bool HasStalled => _stalled.IsCancellationRequested;

    /// <summary>Notes bytes that went through.</summary>
    internal void Advance(long bytes) => Interlocked.Add(ref _bytes, bytes);

    /// <summary>Begins a new period, as when a request was sent and its answer is waited for.</summary>
    internal void Restart()
    {
        lock (_gate)
        {
            _used = TimeSpan.Zero;
            _bytes = 0;
            _isRunning = false;
        }

        Resume();
    }

    /// <summary>Goes on with the period: bytes are waited for again.</summary>
    internal void Resume()
    {
        lock (_gate)
        {
            if (_isRunning || _isDisposed)
                return;
            _isRunning = true;
            _since = _clock.GetTimestamp();
            _timer.Change(_patience - _used, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Suspends the period while no bytes are awaited: a slow reader is not a slow server.</summary>
    internal void Pause()
    {
        lock (_gate)
        {
            if (!_isRunning || _isDisposed)
                return;
            _isRunning = false;
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _used += _clock.GetElapsedTime(_since);
            if (_used < _patience)
                return;
        }

        Look();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
        }

        _timer.Dispose();
        _both.Dispose();
        _stalled.Dispose();
    }

    /// <summary>The period is over: enough came, or the transfer is given up.</summary>
    private void Look()
    {
        lock (_gate)
        {
            if (_isDisposed)
                return;
            var hasProgress = Interlocked.Exchange(ref _bytes, 0) >= LeastBytes;
            _used = TimeSpan.Zero;
            if (hasProgress)
            {
                _since = _clock.GetTimestamp();
                if (_isRunning)
                    _timer.Change(_patience, Timeout.InfiniteTimeSpan);
                return;
            }
        }

        try
        {
            _stalled.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The request ended while the timer fired.
        }
    }
}
