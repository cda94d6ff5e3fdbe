using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Problems;

/// <summary>An audit found something on a replica.</summary>
/// <param name="Kind">How severe it is.</param>
/// <param name="Replica">The name of the replica.</param>
/// <param name="Findings">How many objects are not as they should be.</param>
/// <param name="First">The first of them.</param>
/// <param name="Repaired">How many were repaired at once.</param>
public sealed record ReplicaAuditFindings(Failure Kind, string Replica, int Findings, ObjectName First, long Repaired) : Problem(Kind, Replica);
