using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Problems;

/// <summary>A copy was made, and the audit before it would have become a replica found objects that it cannot give back.</summary>
/// <param name="Replica">Its name.</param>
/// <param name="Count">The number of those objects.</param>
/// <param name="First">The first of them.</param>
public sealed record ReplicaNotAdded(string Replica, int Count, ObjectName First) : Problem(Failure.Findings, Replica);
