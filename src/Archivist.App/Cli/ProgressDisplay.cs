namespace Archivist.App.Cli;

/// <summary>
/// Shows how far something is: a line that changes in place on a terminal, a plain line every ten seconds elsewhere. Reports come
/// from many threads and far more often than a person can read; most are dropped here.
/// </summary>
internal sealed class ProgressDisplay<T>(Output output, TimeProvider clock, Func<T, TimeSpan, string> describe) : IProgress<T>
{
    private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Elsewhere = TimeSpan.FromSeconds(10);

    private readonly long _startedAt = clock.GetTimestamp();
    private long _nextAt;

    public void Report(T value)
    {
        if (!output.ShowsProgress)
            return;
        var elapsed = clock.GetElapsedTime(_startedAt);
        var next = Interlocked.Read(ref _nextAt);
        var every = output.IsTerminal ? OnTerminal : Elsewhere;
        if (elapsed.Ticks < next || (next == 0 && elapsed < every)
            || Interlocked.CompareExchange(ref _nextAt, elapsed.Ticks + every.Ticks, next) != next)
            return;
        var text = describe(value, elapsed);
        if (output.IsTerminal)
            output.Progress(text);
        else
            output.Note(text);
    }
}
