using Archivist.Operations.Configuration;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Notifying.Messages;

/// <summary>Brings notifications to their targets; the front end that may use the network implements it. Thread-safe.</summary>
internal interface INotificationDelivery
{
    /// <summary>Delivers one notification, once. Ends within half a minute.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="notification">What.</param>
    /// <param name="secrets">Where references of the settings are looked up.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>What the target answered, in its own words.</returns>
    /// <exception cref="ArchivistException">It was not delivered.</exception>
    Task<string> DeliverAsync(NotifyTarget target, Notification notification, SecretSources secrets, CancellationToken cancellationToken);
}
