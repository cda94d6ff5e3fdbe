namespace Archivist.Operations.Notifying.Messages;

/// <summary>A replica in a digest.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsGood">It counts for the policy.</param>
/// <param name="NewestSnapshot">When the newest snapshot was taken that it has; null when that is not known.</param>
/// <param name="LastAudit">When it was audited; null for never.</param>
internal sealed record DigestCopy(string Name, bool IsGood, DateTimeOffset? NewestSnapshot, DateTimeOffset? LastAudit);
