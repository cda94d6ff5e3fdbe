using Archivist.Capture.Blocks;
using Archivist.Capture.Problems;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Repository.Snapshots;

namespace Archivist.Operations.Capturing;

/// <summary>
/// Captures one block source of the settings again and again: its dirty bitmap is asked each time, and only when it tells of something there is a snapshot. Once a day, and only then while no bitmap can be
/// trusted, the source is read whole; what the bitmap had not marked is a finding. One instance serves one run.
/// </summary>
/// <param name="environment">For the snapshots.</param>
/// <param name="request">The archive, and who receives the snapshots.</param>
/// <param name="context">The clock; where to warn.</param>
/// <param name="address">The source.</param>
/// <param name="every">From one turn to the next.</param>
/// <param name="turn">Held while a source is read: two at once would fight for the disk.</param>
internal sealed class DiskTurns(
    OperationEnvironment environment, ContinuousCaptureRequest request, OperationContext context, string address, TimeSpan every, SemaphoreSlim turn)
{
    private BlockRecord? _record;
    private Snapshot? _snapshot;
    private DateTimeOffset _wholeAt;
    private WholeRead? _reason;
    private bool _isFailing, _isToldDaily;

    internal int Snapshots { get; private set; }

    internal int Missed { get; private set; }

    internal async Task GoOnAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await TryTurnAsync(cancellationToken);
            await Task.Delay(every, context.Clock, cancellationToken);
        }
    }

    private async Task TryTurnAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (await IsDueAsync(cancellationToken))
                await CaptureAsync(cancellationToken);
            _isFailing = false;
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            // A machine that is off stays off for a while: that is reported once.
            if (!_isFailing)
                context.Warn(new ChangesNotCaptured(Failures.Of(cause, isStopped: false).Problem, every));
            _isFailing = true;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<bool> IsDueAsync(CancellationToken cancellationToken)
    {
        var now = context.Clock.GetUtcNow();
        if (_snapshot is not { } snapshot || now < _wholeAt || now - _wholeAt >= ContinuousCaptureOperation.Whole)
            return true;
        var (hasChanged, reason) = await BlockProbe.AskAsync(address, _record, snapshot, cancellationToken);
        // What reading the whole did not mend will not be mended by doing it again at once.
        if (reason is null || (reason is not WholeRead.NoBitmap && reason != _reason))
            return hasChanged || reason is not null;
        if (!_isToldDaily)
            context.Warn(new DiskReadDaily(address));
        _isToldDaily = true;
        return false;
    }

    private async Task CaptureAsync(CancellationToken cancellationToken)
    {
        var capture = new CaptureRequest
        {
            Archive = request.Archive,
            BlockSources = [address],
            Tags = [ContinuousCaptureOperation.Tag],
            SkipsUnchanged = true,
            ReadsBlocksWholeAfter = ContinuousCaptureOperation.Whole,
        };
        var result = await new CaptureOperation(environment).RunAsync(capture, context.Events, cancellationToken);
        Missed += result.Outcome.Notes.OfType<BitmapMissedChanges>().Sum(missed => missed.Chunks);
        if (!result.Outcome.IsSkipped || result.Outcome.Notes.Count > 0)
            request.Captured(result);
        if (!result.Outcome.IsSkipped)
            Snapshots++;
        if (result.Outcome.Blocks is not [var reading])
            return;
        (_record, _snapshot, _reason) = (reading.Record, result.Outcome.Snapshot, reading.Reason);
        _wholeAt = reading.Record?.ReadWholeAt ?? context.Clock.GetUtcNow();
    }
}
