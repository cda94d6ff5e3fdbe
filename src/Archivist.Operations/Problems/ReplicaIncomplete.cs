using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A replica lacks objects of the repository, so nothing is removed from it: what it lacks may replace what it has.</summary>
/// <param name="Replica">The replica.</param>
/// <param name="Missing">How many objects it lacks, 1 or more.</param>
public sealed record ReplicaIncomplete(string Replica, long Missing) : Problem(Failure.Findings, Replica);
