using Archivist.Operations.Archives;
using Archivist.Repository.Snapshots;
using Archivist.Restore.Comparing;

namespace Archivist.Operations.Listing;

/// <summary>Which two snapshots to compare.</summary>
public sealed record DiffRequest : OperationRequest
{
    /// <summary>The first snapshot, and the directory of it.</summary>
    public required SnapshotReference Before { get; init; }

    /// <summary>The second snapshot, and the directory of it.</summary>
    public required SnapshotReference After { get; init; }

    /// <summary>What <c>latest</c> is limited to.</summary>
    public SnapshotFilter Filter { get; init; } = SnapshotFilter.All;

    /// <summary>Finds also entries of which only metadata differs.</summary>
    public bool ShowsMetadata { get; init; }

    /// <summary>Called with each difference, in the order of paths.</summary>
    public required Action<TreeChange> Found { get; init; }
}
