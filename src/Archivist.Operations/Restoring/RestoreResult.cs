using Archivist.Platform.Problems;
using Archivist.Replicas.Reading;
using Archivist.Repository.Snapshots;
using Archivist.Restore.Comparing;
using Archivist.Restore.Restoring;

namespace Archivist.Operations.Restoring;

/// <summary>A finished restore. Differences that verification finds are <see cref="Failure.Failed"/>.</summary>
/// <param name="Snapshot">The snapshot.</param>
/// <param name="Target">The directory, absolute.</param>
/// <param name="Outcome">What was restored, and what could not be.</param>
/// <param name="Comparison">What verification found; null without it.</param>
/// <param name="IsDryRun">Nothing was changed.</param>
/// <param name="Elapsed">From the request to the result.</param>
public sealed record RestoreResult(Snapshot Snapshot, string Target, RestoreOutcome Outcome, ComparisonResult? Comparison, bool IsDryRun, TimeSpan Elapsed) : OperationResult
{
    /// <summary>What each copy contributed; empty when there was one copy, or a restore from discs.</summary>
    public IReadOnlyList<CopyShare> Copies { get; init; } = [];

    /// <summary>Bytes that were read from two copies, because the first was late.</summary>
    public long BytesReadTwice { get; init; }

    /// <summary>Something is missing, and this set of discs has recovery discs from which it may be computed; null otherwise.</summary>
    public string? RecoverySet { get; init; }
}
