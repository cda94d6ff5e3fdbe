using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>Notifications wait for a target that does not take them.</summary>
public sealed record NotificationsUndelivered(string Target, long Waiting, DateTimeOffset Since, Cause Cause) : Problem(Failure.Findings, Target);
