using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The directory in which a replica is to be created is missing.</summary>
public sealed record ReplicaParentMissing(string Replica, string Parent) : Problem(Failure.RepositoryMissing, Replica);
