using Archivist.Platform.Problems;
using Archivist.Replicas.Stores;

namespace Archivist.Operations.Problems;

/// <summary>The bucket of a replica kept old versions, and no longer does.</summary>
public sealed record BucketVersioningStopped(string Replica, BucketVersioning Now) : Problem(Failure.Findings, Replica);
