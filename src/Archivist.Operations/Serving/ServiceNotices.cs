using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Watching;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Serving;

/// <summary>
/// Looks, when it is asked, at what is to be told: overdue schedules and silent peers, open incidents, the digest, and what waits for a target. A slow target keeps no schedule waiting: the look
/// goes on beside, one at a time. Not thread-safe.
/// </summary>
/// <param name="context">Where to speak.</param>
/// <param name="access">The archive.</param>
internal sealed class ServiceNotices(OperationContext context, ArchiveAccess access)
{
    private Task _look = Task.CompletedTask;
    private Problem? _failed;

    /// <summary>Begins a look, unless the last one still goes on or the settings have no target.</summary>
    internal void Begin(ArchivistSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Notify.Count > 0 && _look.IsCompleted)
            _look = LookAsync(cancellationToken);
    }

    /// <summary>Waits for the last look.</summary>
    internal Task EndAsync() => _look;

    /// <summary>One that fails is reported once, and the next one tries again.</summary>
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await new LookOperation(context.Environment).RunAsync(new LookRequest { Archive = access }, context.Events, cancellationToken);
            _failed = null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What was not told is told after the next start.
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            var failure = Failures.Of(cause, isStopped: false);
            if (failure.Problem != _failed)
                context.Events.Report(new OperationEvent.Failed(failure));
            _failed = failure.Problem;
        }
    }
}
