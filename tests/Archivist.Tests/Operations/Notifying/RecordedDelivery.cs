using Archivist.Operations.Configuration;
using Archivist.Operations.Notifying.Messages;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Tests.Operations.Notifying;

/// <summary>Targets that write down what they get, and are down when a test says so.</summary>
internal sealed class RecordedDelivery : INotificationDelivery
{
    private readonly Lock _gate = new();
    private readonly List<(string Target, Notification Notification)> _taken = [];

    internal HashSet<string> Down { get; } = [];

    internal int Attempts { get; private set; }

    /// <summary>What a target took, in order.</summary>
    internal IReadOnlyList<Notification> To(string target)
    {
        lock (_gate)
            return [.. _taken.Where(item => item.Target == target).Select(item => item.Notification)];
    }

    internal void Forget(Notification notification)
    {
        lock (_gate)
            _taken.RemoveAll(item => item.Notification == notification);
    }

    internal IReadOnlyList<NotificationKind> KindsTo(string target) => [.. To(target).Select(notification => notification.Kind)];

    public Task<string> DeliverAsync(NotifyTarget target, Notification notification, SecretSources secrets, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Attempts++;
            if (Down.Contains(target.Name))
                throw new ArchivistException(new NotificationRefused(target.Name, "HTTP 503"));
            _taken.Add((target.Name, notification));
        }

        return Task.FromResult("taken");
    }
}
