using Archivist.Operations.Archives;

namespace Archivist.Operations.Repairing;

/// <summary>Which snapshots to repair.</summary>
public sealed record SnapshotRepairRequest : OperationRequest
{
    /// <summary>Which snapshots.</summary>
    public SnapshotChoice Snapshots { get; init; } = SnapshotChoice.All;

    /// <summary>Removes the damaged snapshots once the repaired ones are stored.</summary>
    public bool Forgets { get; init; }

    /// <summary>Changes nothing.</summary>
    public bool IsDryRun { get; init; }
}
