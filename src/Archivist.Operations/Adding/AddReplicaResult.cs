using Archivist.Operations.Auditing;
using Archivist.Replicas.Placement;

namespace Archivist.Operations.Adding;

/// <summary>A replica that was filled, audited and added to the settings.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Where it is, without credentials.</param>
/// <param name="SettingsFile">The file that names it now.</param>
/// <param name="IsAdopted">A copy of the repository was there before.</param>
/// <param name="Audit">What its first audit showed.</param>
/// <param name="Policy">How the placement policy compares with the copies that are good now.</param>
public sealed record AddReplicaResult(string Name, string Address, string SettingsFile, bool IsAdopted, AuditedReplica Audit, IReadOnlyList<PlacementFinding> Policy) : OperationResult;
