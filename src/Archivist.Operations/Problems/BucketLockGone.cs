using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The bucket of a replica had an object lock, and has none now.</summary>
public sealed record BucketLockGone(string Replica) : Problem(Failure.Findings, Replica);
