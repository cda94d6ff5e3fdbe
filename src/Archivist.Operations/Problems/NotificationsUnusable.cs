using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The database with incidents and notifications cannot be used, so no one is notified.</summary>
public sealed record NotificationsUnusable(string File, Cause Cause) : Problem(Failure.Findings, File);
