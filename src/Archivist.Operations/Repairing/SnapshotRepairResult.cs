using Archivist.Repository.Stores;

namespace Archivist.Operations.Repairing;

/// <summary>What was repaired.</summary>
/// <param name="Damaged">Each damaged snapshot.</param>
/// <param name="Unreadable">Snapshot files that cannot be read, and so cannot be repaired.</param>
/// <param name="Whole">The number of snapshots without damage.</param>
/// <param name="IsDryRun">Nothing was changed.</param>
public sealed record SnapshotRepairResult(IReadOnlyList<RepairedSnapshot> Damaged, IReadOnlyList<ObjectName> Unreadable, int Whole, bool IsDryRun) : OperationResult;
