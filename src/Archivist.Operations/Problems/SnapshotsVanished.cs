using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Operations.Problems;

/// <summary>Snapshots that the ledger has are not in the repository, and no entry says that they were removed.</summary>
/// <param name="Snapshots">The snapshots, at least one, in the order of their entries.</param>
public sealed record SnapshotsVanished(IReadOnlyList<SnapshotId> Snapshots) : Problem(Failure.Tampering, Snapshots[0].ToString());
