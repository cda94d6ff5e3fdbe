using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>Access to the place of a replica was denied.</summary>
public sealed record ReplicaAccessDenied(string Replica, Cause Cause) : Problem(Failure.Failed, Replica);
