namespace Archivist.Replicas.Reading;

/// <summary>
/// The measured speed of one copy: its latency, its throughput over all requests together, and how much longer than expected its requests take. Not thread-safe.
/// </summary>
/// <param name="clock">Measures time.</param>
/// <param name="latency">The assumed latency until there is a measurement.</param>
/// <param name="rate">The assumed throughput in bytes per second until there is a measurement.</param>
internal sealed class Pace(TimeProvider clock, TimeSpan latency, double rate)
{
    private const int Remembered = 64;
    private const int FewestRatios = 8;

    /// <summary>How many times as long as expected a request may take while too few were measured.</summary>
    private const double FirstRatio = 3;

    /// <summary>Smaller requests say something about the latency alone.</summary>
    private const int SmallestForRate = 64 << 10;

    /// <summary>A measurement over this time weighs about two thirds; so does one over these bytes.</summary>
    private const double WeightSeconds = 2;
    private const double WeightBytes = 8 << 20;

    private const double SlowestRate = 1;
    private const double FastestRate = 1e11;

    /// <summary>A copy that is not asked is believed to become twice as fast in this time, so that one that was slow once is tried again.</summary>
    private const double ForgettingSeconds = 30;

    private static readonly TimeSpan WindowLength = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan SilenceLength = TimeSpan.FromSeconds(2);

    private readonly double[] _ratios = new double[Remembered];
    private double _latency = latency.TotalSeconds, _rate = rate;
    private int _ratioCount, _active;
    private long _windowStart, _windowBytes, _idleSince = clock.GetTimestamp();
    private bool _hasLatency;

    /// <summary>Whether the throughput was measured.</summary>
    internal bool IsMeasured { get; private set; }

    /// <summary>Bytes per second.</summary>
    internal double Rate => _active > 0 ? _rate : Math.Min(_rate * Math.Pow(2, Math.Min(clock.GetElapsedTime(_idleSince).TotalSeconds / ForgettingSeconds, 40)), FastestRate);

    /// <summary>The time in which a request is expected to be finished.</summary>
    /// <param name="bytes">The length of the request and of those before it, as far as they are outstanding.</param>
    internal TimeSpan Expect(long bytes) => TimeSpan.FromSeconds(Math.Min(_latency + (bytes / Rate), TimeSpan.MaxValue.TotalSeconds / 4));

    /// <summary>The share of the expected time within which 95 % of the requests were finished, at least 1.</summary>
    internal double Ratio95
    {
        get
        {
            var count = Math.Min(_ratioCount, Remembered);
            if (count < FewestRatios)
                return FirstRatio;
            var sorted = _ratios[..count];
            Array.Sort(sorted);
            return Math.Max(1, sorted[(int)Math.Ceiling(count * 0.95) - 1]);
        }
    }

    /// <summary>A request begins.</summary>
    internal void Begin(long size)
    {
        if (size < SmallestForRate)
            return;
        if (_active++ == 0)
            (_windowStart, _windowBytes) = (clock.GetTimestamp(), 0);
    }

    /// <summary>The first bytes of a request came.</summary>
    internal void OnFirstByte(TimeSpan after)
    {
        // The least one is the latency; it grows slowly, in case that the way has become longer.
        _latency = _hasLatency ? Math.Min(after.TotalSeconds, (_latency * 1.05) + 0.0001) : after.TotalSeconds;
        _hasLatency = true;
    }

    /// <summary>Bytes of a request came.</summary>
    internal void OnBytes(long size, int bytes)
    {
        if (size < SmallestForRate)
            return;
        _windowBytes += bytes;
        if (clock.GetElapsedTime(_windowStart) >= WindowLength)
            Measure();
    }

    /// <summary>Time passed without an event: silence counts as slowness.</summary>
    internal void OnTick()
    {
        if (_active > 0 && clock.GetElapsedTime(_windowStart) >= (IsMeasured ? WindowLength : SilenceLength))
            Measure();
    }

    /// <summary>A request ended.</summary>
    internal void End(long size)
    {
        if (size < SmallestForRate)
            return;
        if (--_active > 0)
            return;
        if (_windowBytes >= SmallestForRate || clock.GetElapsedTime(_windowStart) >= WindowLength)
            Measure();
        _idleSince = clock.GetTimestamp();
    }

    /// <summary>A request came to its end as it should.</summary>
    internal void OnFinished(TimeSpan expected, TimeSpan actual) =>
        _ratios[_ratioCount++ % Remembered] = actual.TotalSeconds / Math.Max(expected.TotalSeconds, 0.0001);

    private void Measure()
    {
        var seconds = clock.GetElapsedTime(_windowStart).TotalSeconds;
        if (_windowBytes == 0 && seconds < SilenceLength.TotalSeconds && !IsMeasured)
            return;
        var measured = Math.Max(_windowBytes / Math.Max(seconds, 0.000_01), SlowestRate);
        var weight = IsMeasured ? Math.Max(1 - Math.Exp(-seconds / WeightSeconds), _windowBytes / (_windowBytes + WeightBytes)) : 1;
        _rate += (measured - _rate) * weight;
        (IsMeasured, _windowStart, _windowBytes) = (true, clock.GetTimestamp(), 0);
    }
}
