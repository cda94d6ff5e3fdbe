using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Repository.Snapshots;

namespace Archivist.Operations.Restoring;

/// <summary>Which file of a snapshot to restore onto a disk or into an image.</summary>
public sealed record DeviceRestoreRequest : OperationRequest
{
    /// <summary>The snapshot, and the file of it.</summary>
    public required SnapshotReference Snapshot { get; init; }

    /// <summary>What <c>latest</c> is limited to.</summary>
    public SnapshotFilter Filter { get; init; } = SnapshotFilter.All;

    /// <summary>The disk, partition or image that is written to, in place.</summary>
    public required string Device { get; init; }

    /// <summary>Also a disk that is neither removable nor on USB may be overwritten.</summary>
    public bool MayBeBuiltIn { get; init; }

    /// <summary>The device that the operator confirmed in advance; null to have it asked with <see cref="Question.Overwrite"/>.</summary>
    public string? Confirmed { get; init; }

    /// <summary>A file that holds something may be overwritten.</summary>
    public bool MayReplace { get; init; }

    /// <summary>Reads everything back and compares it with the snapshot.</summary>
    public bool Verifies { get; init; }

    /// <summary>Changes nothing.</summary>
    public bool IsDryRun { get; init; }
}
