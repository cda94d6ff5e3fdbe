using Archivist.Discs.Problems;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;

namespace Archivist.Discs.Burning;

/// <summary>
/// A burn from start to end: looks at the medium, writes, reloads, and reads everything back. Refusals before the first byte are exceptions;
/// from then on every outcome is a result, because the state of the medium must be reported.
/// </summary>
public sealed class DiscBurn(IDiscRecorder recorder, TimeProvider clock)
{
    /// <summary>Whether a medium that holds something may be overwritten.</summary>
    public bool MayOverwrite { get; init; }

    /// <summary>
    /// Called as soon as a burn is asked to stop, with its result when nothing better happens: a drive may take long to let go, or never do so.
    /// </summary>
    public Action<BurnResult>? Stopping { get; init; }

    /// <summary>Burns and verifies. After a cancellation the result says so; the token is not observed any more then.</summary>
    /// <param name="order">What and how.</param>
    /// <param name="expected">The SHA-256 of the image.</param>
    /// <param name="progress">Receives the progress every now and then.</param>
    /// <param name="cancellationToken">Stops the recorder.</param>
    /// <exception cref="ArchivistException">The medium is refused before the first byte: it is missing, closed, not empty or too small. Later failures are results.</exception>
    public async Task<BurnResult> RunAsync(BurnOrder order, Digest expected, IProgress<BurnProgress>? progress, CancellationToken cancellationToken)
    {
        var medium = await recorder.InspectAsync(cancellationToken);
        Refuse(order, medium);
        var result = new BurnResult { Outcome = BurnOutcome.WriteFailed, Medium = medium };
        using var stop = cancellationToken.Register(() => Stopping?.Invoke(Stopped(result)));
        var startedAt = clock.GetTimestamp();
        try
        {
            progress?.Report(new BurnProgress(BurnStage.Preparing, 0, order.Length));
            await recorder.WriteAsync(order, medium, progress, cancellationToken);
            result = result with { WriteTime = clock.GetElapsedTime(startedAt), Outcome = order.IsSimulation ? BurnOutcome.Simulated : BurnOutcome.ReadBackFailed };
            if (order.IsSimulation)
                return result;
            progress?.Report(new BurnProgress(BurnStage.Reloading, 0, order.Length));
            await recorder.ReloadAsync(progress, cancellationToken);
            ReadBack readBack;
            using (var source = recorder.OpenMedium())
                readBack = await ReadBack.RunAsync(source, order.Length, clock, progress, cancellationToken);
            result = result with { ReadBack = readBack };
            var judged = Judge(result, expected);
            await recorder.FinishAsync(judged.Outcome is BurnOutcome.Good);
            return judged;
        }
        catch (OperationCanceledException)
        {
            return Stopped(result);
        }
        catch (Exception e) when (e is ArchivistException or IOException or UnauthorizedAccessException)
        {
            return result with { Problem = e is ArchivistException { Problem: var problem } ? problem : new BurnBroken(Cause.Of(e)) };
        }
        finally
        {
            await recorder.FinishAsync(isGood: false);
        }
    }

    private static BurnResult Stopped(BurnResult result) => result with { Problem = new BurnStopped(), WasStopped = true };

    private static BurnResult Judge(BurnResult result, Digest expected) => result.ReadBack switch
    {
        { Sha256: { } actual } when actual == expected => result with { Outcome = BurnOutcome.Good },
        { Sha256: { } actual } => result with { Problem = new BurnedContentWrong(actual, expected) },
        { UnreadableBytes: var bytes } => result with { Problem = new BurnedContentUnreadable(bytes) },
        null => result,
    };

    private void Refuse(BurnOrder order, RecorderMedium medium)
    {
        Problem? refusal = medium switch
        {
            { Capacity: { } free } when recorder is FileRecorder && free < order.Length => new NoSpaceForImage(recorder.Location, free, order.Length),
            { State: MediumState.Missing } => new MediumMissing(recorder.Location),
            { State: MediumState.Closed } => new MediumClosed(recorder.Location, medium.Kind),
            { State: MediumState.Overwritable } when !MayOverwrite => new MediumNotEmpty(recorder.Location, medium.Kind),
            { Capacity: { } room } when room < order.Length => new InsertedMediumTooSmall(recorder.Location, medium.Kind, room, order.Length),
            _ => null,
        };
        if (refusal is not null)
            throw new ArchivistException(refusal);
    }
}
