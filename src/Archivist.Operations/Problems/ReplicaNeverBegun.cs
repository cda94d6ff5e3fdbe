using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A replica is missing, and none was ever seen at its address.</summary>
public sealed record ReplicaNeverBegun(string Replica, string Address) : Problem(Failure.RepositoryMissing, Replica);
