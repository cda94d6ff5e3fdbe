using Archivist.Repository.Statistics;

namespace Archivist.Operations.Listing;

/// <summary>What snapshots hold.</summary>
/// <param name="Counted">The numbers.</param>
public sealed record StatisticsResult(RepositoryStatistics Counted) : OperationResult;
