using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Notifying.Messages;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Notifying;

internal sealed partial class NotificationCentre
{
    /// <summary>A target is given that long for one notification.</summary>
    private static readonly TimeSpan DeliveryTime = TimeSpan.FromSeconds(30);

    /// <summary>Delivers what is due, all targets side by side, each in the order in which things happened. What a target does not take is a warning, and stays; so does what is left when it is stopped.</summary>
    internal async Task FlushAsync(CancellationToken cancellationToken)
    {
        Try(() => _store.Retain([.. Targets.Select(target => target.Name)]));
        using var limit = new CancellationTokenSource(FlushTime, Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        await Task.WhenAll(Targets.Select(target => FlushAsync(target, either.Token)));
    }

    private async Task FlushAsync(NotifyTarget target, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            WaitingDelivery? waiting = null;
            Try(() => waiting = _store.Take(target.Name, Clock.GetUtcNow()));
            if (waiting is null || !await DeliverAsync(target, waiting, waiting.Notification, cancellationToken))
                return;
        }
    }

    /// <summary>One attempt; true when the target took it. What failed is in the queue again, or given up.</summary>
    private async Task<bool> DeliverAsync(NotifyTarget target, WaitingDelivery? waiting, Notification notification, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await SendAsync(target, notification, cancellationToken);
            Try(() => _store.Delivered(target.Name, waiting?.Id, answer, Clock.GetUtcNow()));
            return true;
        }
        catch (ArchivistException failure)
        {
            Try(() =>
            {
                if (_store.Failed(target.Name, waiting, _context.Describe(failure.Problem).Sentence, Clock.GetUtcNow()))
                    _context.Warn(new NotificationsGivenUp(target.Name, _store.FindTarget(target.Name).GivenUp, NotificationStore.Patience.Days));
                else
                    _context.WarnOnce(new NotificationNotDelivered(target.Name, Cause.Of(failure)));
            });
            return false;
        }
        catch (OperationCanceledException)
        {
            // The next one that looks tries it again.
            return false;
        }
    }

    private async Task<string> SendAsync(NotifyTarget target, Notification notification, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(DeliveryTime, Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await _port.Delivery.DeliverAsync(target, notification, _context.FindSecretSources(), either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ArchivistException(new NotifyTargetSilent(target.Name, DeliveryTime));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw Failures.Of(cause, isStopped: false);
        }
    }
}
