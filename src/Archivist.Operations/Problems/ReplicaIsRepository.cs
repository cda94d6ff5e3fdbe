using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A replica and the repository are the same place, or one lies inside the other.</summary>
public sealed record ReplicaIsRepository(string Replica, string Address) : Problem(Failure.Usage, Replica);
