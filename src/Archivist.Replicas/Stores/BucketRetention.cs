namespace Archivist.Replicas.Stores;

/// <summary>The lock that each new version in a bucket gets by itself. Immutable.</summary>
/// <param name="IsCompliance">No account can end it early; otherwise an account with a special right can (governance).</param>
/// <param name="Days">How long it lasts; a year counts as 365 days.</param>
public sealed record BucketRetention(bool IsCompliance, int Days);
