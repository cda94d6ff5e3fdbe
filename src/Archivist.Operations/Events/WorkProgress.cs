namespace Archivist.Operations.Events;

/// <summary>
/// Turns the reports of a room into events. They come from many threads and far more often than anyone can read; most are dropped here.
/// </summary>
/// <param name="events">Where the events go.</param>
/// <param name="clock">Measures the time since the work began, which is now.</param>
/// <param name="describe">What a report says; the elapsed time is filled in.</param>
internal sealed class WorkProgress<T>(IOperationEvents events, TimeProvider clock, Func<T, OperationEvent.Progress> describe) : IProgress<T>
{
    private readonly long _startedAt = clock.GetTimestamp();
    private long _nextAt;

    public void Report(T value)
    {
        if (events.ProgressPace is not { } pace)
            return;
        var elapsed = clock.GetElapsedTime(_startedAt);
        var next = Interlocked.Read(ref _nextAt);
        if (elapsed.Ticks < next || (next == 0 && elapsed < pace)
            || Interlocked.CompareExchange(ref _nextAt, elapsed.Ticks + pace.Ticks, next) != next)
            return;
        events.Report(describe(value) with { Elapsed = elapsed });
    }
}
