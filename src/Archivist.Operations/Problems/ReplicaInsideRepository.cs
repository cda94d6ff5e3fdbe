using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The place of a new replica lies inside a repository.</summary>
public sealed record ReplicaInsideRepository(string Replica, string Address, string Repository) : Problem(Failure.Usage, Replica);
