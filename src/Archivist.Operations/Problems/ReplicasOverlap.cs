using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>Two replicas are the same place, or one lies inside the other.</summary>
public sealed record ReplicasOverlap(string First, string Second, string Address) : Problem(Failure.Usage, Second);
