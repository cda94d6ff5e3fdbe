using Archivist.Operations.Notifying.Messages;

namespace Archivist.Operations.Notifying;

/// <summary>A notification that waits for its target.</summary>
/// <param name="Id">Its number; deliveries of one target keep this order.</param>
/// <param name="Notification">What is to be delivered.</param>
/// <param name="Attempts">How often it was tried, 0 or more.</param>
/// <param name="Expires">It is not tried any more from then on.</param>
internal sealed record WaitingDelivery(long Id, Notification Notification, int Attempts, DateTimeOffset Expires);
