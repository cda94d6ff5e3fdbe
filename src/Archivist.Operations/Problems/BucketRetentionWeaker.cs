using Archivist.Platform.Problems;
using Archivist.Replicas.Stores;

namespace Archivist.Operations.Problems;

/// <summary>The default retention of the bucket of a replica is shorter or easier to lift than it was.</summary>
/// <param name="Replica">The name of the replica.</param>
/// <param name="Before">What it was.</param>
/// <param name="Now">What it is; null for none.</param>
public sealed record BucketRetentionWeaker(string Replica, BucketRetention Before, BucketRetention? Now) : Problem(Failure.Findings, Replica);
