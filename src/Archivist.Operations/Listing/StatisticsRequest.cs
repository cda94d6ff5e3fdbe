using Archivist.Operations.Archives;
using Archivist.Repository.Statistics;

namespace Archivist.Operations.Listing;

/// <summary>What to count of which snapshots.</summary>
public sealed record StatisticsRequest : OperationRequest
{
    /// <summary>Which snapshots.</summary>
    public SnapshotChoice Snapshots { get; init; } = SnapshotChoice.All;

    /// <summary>What to count.</summary>
    public StatisticsMode Mode { get; init; } = StatisticsMode.RestoreSize;
}
