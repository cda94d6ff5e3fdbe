using Archivist.Operations.Events;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Serving;

/// <summary>Runs work beside its caller, one at a time. A failure is reported once, until the work succeeds or fails in another way; the next call tries again. Not thread-safe.</summary>
/// <param name="context">Where to report.</param>
internal sealed class OneAtATime(OperationContext context)
{
    private Task _work = Task.CompletedTask;
    private Problem? _failed;

    /// <summary>Begins, unless what was begun last still goes on.</summary>
    /// <param name="work">The work; what it leaves undone when it is stopped is done after the next start.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    internal void Begin(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        if (_work.IsCompleted)
            _work = Task.Run(() => RunAsync(work, cancellationToken), CancellationToken.None);
    }

    /// <summary>Waits for what was begun last.</summary>
    internal Task EndAsync() => _work;

    private async Task RunAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken);
            _failed = null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The service ends; the next start goes on.
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
