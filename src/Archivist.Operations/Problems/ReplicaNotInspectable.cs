using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The place of a replica cannot be inspected.</summary>
public sealed record ReplicaNotInspectable(string Replica, Cause Cause) : Problem(Failure.Failed, Replica);
