using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>Notifications were never delivered and are tried no more.</summary>
public sealed record NotificationsGivenUp(string Target, long Given, int Days) : Problem(Failure.None, Target);
