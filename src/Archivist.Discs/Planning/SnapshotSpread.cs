using Archivist.Repository.Ids;

namespace Archivist.Discs.Planning;

/// <summary>Which discs it takes to restore a snapshot.</summary>
/// <param name="Snapshot">The snapshot.</param>
/// <param name="Volumes">The numbers of discs of the set, from 1.</param>
/// <param name="Others">Discs of earlier sets.</param>
public sealed record SnapshotSpread(SnapshotId Snapshot, IReadOnlyList<int> Volumes, IReadOnlyList<Guid> Others);
