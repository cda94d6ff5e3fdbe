namespace Archivist.Operations.Notifying.Messages;

/// <summary>How a front end notifies people while no one looks at it.</summary>
/// <param name="Delivery">The ways.</param>
/// <param name="Words">The words.</param>
internal sealed record NotificationPort(INotificationDelivery Delivery, INotificationWords Words);
