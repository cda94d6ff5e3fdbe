using Archivist.Repository.Repairing;
using Archivist.Repository.Snapshots;

namespace Archivist.Operations.Repairing;

/// <summary>A damaged snapshot.</summary>
/// <param name="Damage">What is lost of it.</param>
/// <param name="Repaired">The snapshot without what is lost; null when nothing is left of it, and for a dry run.</param>
public sealed record RepairedSnapshot(SnapshotDamage Damage, Snapshot? Repaired);
