using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A notification was not delivered; it is tried again.</summary>
public sealed record NotificationNotDelivered(string Target, Cause Cause) : Problem(Failure.None, Target);
