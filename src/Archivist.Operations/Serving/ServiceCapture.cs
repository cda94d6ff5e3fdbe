using Archivist.Capture.Problems;
using Archivist.Operations.Archives;
using Archivist.Operations.Capturing;
using Archivist.Operations.Events;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Serving;

/// <summary>Captures the sources as they change, for as long as the service runs. One instance serves one service.</summary>
/// <param name="context">The clock; where to speak.</param>
/// <param name="access">The archive.</param>
internal sealed class ServiceCapture(OperationContext context, ArchiveAccess access)
{
    /// <summary>What ended it is given that long to pass.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    /// <summary>Captures until it is stopped. What ends it early is reported, and it begins again with a walk over everything.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var request = new ContinuousCaptureRequest { Archive = access, Captured = Report };
                await new ContinuousCaptureOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
                // It ends by itself only when it is stopped.
                cancellationToken.ThrowIfCancellationRequested();
            }
            catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
            {
                context.Events.Report(new OperationEvent.Failed(Failures.Of(cause, isStopped: false)));
            }

            await Task.Delay(Pause, context.Clock, cancellationToken);
        }
    }

    private void Report(CaptureResult result)
    {
        if (!result.Outcome.IsSkipped)
            context.Note(new Notice.ChangesCaptured(result.Outcome.Snapshot.Id, result.Outcome.Totals.Files, result.Outcome.Totals.Written.NewBytes));
        foreach (var note in result.Outcome.Notes.Where(note => note is BlockReadWhole or BitmapMissedChanges))
            context.Warn(note);
        foreach (var failure in result.FailedEntries)
            context.Warn(failure.Problem);
    }
}
