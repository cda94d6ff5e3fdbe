using Archivist.Repository.Retention;
using Archivist.Repository.Snapshots;

namespace Archivist.Operations.Listing;

/// <summary>Which snapshots to list.</summary>
public sealed record SnapshotsRequest : OperationRequest
{
    /// <summary>Which snapshots.</summary>
    public SnapshotFilter Filter { get; init; } = SnapshotFilter.All;

    /// <summary>Only the newest ones of each group, or of each machine and its sources where there are no groups; null for all.</summary>
    public int? Latest { get; init; }

    /// <summary>How the snapshots are grouped; null for one group of all.</summary>
    public SnapshotGrouping? Grouping { get; init; }
}
