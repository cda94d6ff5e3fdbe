using Archivist.Repository.Snapshots;
using Archivist.Restore.Comparing;

namespace Archivist.Operations.Listing;

/// <summary>A finished comparison of a snapshot with a directory.</summary>
/// <param name="Snapshot">The snapshot.</param>
/// <param name="Directory">The directory, absolute.</param>
/// <param name="Comparison">What differs.</param>
public sealed record DirectoryDiffResult(Snapshot Snapshot, string Directory, ComparisonResult Comparison) : OperationResult;
