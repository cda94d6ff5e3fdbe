using Archivist.Repository.Snapshots;
using Archivist.Restore.Comparing;

namespace Archivist.Operations.Listing;

/// <summary>A finished comparison of two snapshots.</summary>
/// <param name="Before">The first snapshot.</param>
/// <param name="After">The second snapshot.</param>
/// <param name="Statistics">What was added, removed and changed.</param>
public sealed record DiffResult(Snapshot Before, Snapshot After, DiffStatistics Statistics) : OperationResult;
