using Archivist.Operations.Archives;
using Archivist.Repository.Snapshots;

namespace Archivist.Operations.Listing;

/// <summary>Which snapshot to compare with which directory of this machine.</summary>
public sealed record DirectoryDiffRequest : OperationRequest
{
    /// <summary>The snapshot, and the directory of it; without one, that of the same path is meant.</summary>
    public required SnapshotReference Snapshot { get; init; }

    /// <summary>What <c>latest</c> is limited to.</summary>
    public SnapshotFilter Filter { get; init; } = SnapshotFilter.All;

    /// <summary>The directory of this machine.</summary>
    public required string Directory { get; init; }
}
