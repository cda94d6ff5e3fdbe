using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Notifying.Messages;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Notifying;

/// <summary>Reports one run of a schedule: that it began, that it is still under way, and how it ended. Never fails and never delays the run itself. Dispose of it in any case: that ends the signs of life.</summary>
internal sealed class RunNotices : IAsyncDisposable
{
    private readonly NotificationCentre? _centre;
    private readonly string _schedule;
    private readonly NotifiedRun _run;
    private readonly long _startedAt;
    private readonly CancellationTokenSource _ended = new();
    private readonly CancellationTokenSource _dropped = new();
    private readonly Task _signals;

    private RunNotices(NotificationCentre? centre, string schedule, NotifiedRun run, long startedAt)
    {
        (_centre, _schedule, _run, _startedAt) = (centre, schedule, run, startedAt);
        _signals = centre is null ? Task.CompletedTask : Task.WhenAll(centre.Targets
            .Where(target => target.Takes(NotificationKind.Started, schedule, NotificationSeverity.Notice)).Select(target => SignalAsync(centre, target)));
    }

    /// <summary>Reports that a run begins, or goes on.</summary>
    /// <param name="context">Where to warn.</param>
    /// <param name="settings">Name the targets.</param>
    /// <param name="schedule">The schedule.</param>
    /// <param name="run">The run.</param>
    internal static RunNotices Begin(OperationContext context, ArchivistSettings settings, string schedule, NotifiedRun run) =>
        new(NotificationCentre.TryOpen(context, settings), schedule, run, context.Clock.GetTimestamp());

    /// <summary>Reports how it ended, and delivers what waits; what is not delivered stays for later.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="problems">What went wrong, in words.</param>
    /// <param name="isOver">The run is over; false for one that can be continued.</param>
    /// <param name="cancellationToken">Stops delivering.</param>
    internal async Task EndAsync(Failure verdict, IReadOnlyList<string> problems, bool isOver, CancellationToken cancellationToken)
    {
        await _ended.CancelAsync();
        await _signals;
        if (_centre is null)
            return;
        _centre.EndRun(_schedule, _run with { ExitCode = ExitCode.Of(verdict) }, verdict, _centre.Clock.GetElapsedTime(_startedAt), problems, isOver);
        await _centre.FlushAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _dropped.CancelAsync();
        await _signals;
        _ended.Dispose();
        _dropped.Dispose();
        _centre?.Dispose();
    }

    private async Task SignalAsync(NotificationCentre centre, NotifyTarget target)
    {
        try
        {
            // Also of a run that ends at once: what ended has begun.
            await centre.SignalAsync(target, _schedule, _run, NotificationKind.Started, new NotificationSubject.Started(), _dropped.Token);
            if (target is not NotifyTarget.Healthchecks { Alive: var pause })
                return;
            while (true)
            {
                await Task.Delay(pause, centre.Clock, _ended.Token);
                await centre.SignalAsync(target, _schedule, _run, NotificationKind.Alive, new NotificationSubject.Alive(centre.Clock.GetElapsedTime(_startedAt)), _ended.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended.
        }
    }
}
