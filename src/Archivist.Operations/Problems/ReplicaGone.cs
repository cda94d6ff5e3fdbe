using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A replica that was seen before is missing.</summary>
/// <param name="Replica">The name of the replica.</param>
/// <param name="Address">Its address.</param>
/// <param name="LastSeen">When it was last seen.</param>
/// <param name="Now">What is at the address now.</param>
public sealed record ReplicaGone(string Replica, string Address, DateTimeOffset LastSeen, ReplicaPlace Now) : Problem(Failure.BelowPolicy, Replica);
