using Archivist.Repository.Retention;
using Archivist.Repository.Snapshots;

namespace Archivist.Operations.Listing;

/// <summary>The snapshots of a repository.</summary>
/// <param name="Snapshots">Oldest first.</param>
/// <param name="Groups">The same in their groups; one group without anything in common where none were asked for.</param>
/// <param name="PassedOver">How many snapshots and indexes cannot be read.</param>
public sealed record SnapshotsResult(IReadOnlyList<Snapshot> Snapshots, IReadOnlyList<SnapshotGroup> Groups, int PassedOver) : OperationResult;
