using Archivist.Platform.Problems;
using Archivist.Repository.Snapshots;

namespace Archivist.Capture.Capturing;

/// <summary>A finished capture.</summary>
/// <param name="Snapshot">As it was stored; the parent when <see cref="IsSkipped"/>.</param>
/// <param name="Totals">What was seen and stored.</param>
/// <param name="Unreadable">What is missing from it; the snapshot is complete when this is empty.</param>
public sealed record CaptureOutcome(Snapshot Snapshot, CaptureTotals Totals, IReadOnlyList<UnreadablePath> Unreadable)
{
    /// <summary>What the operator should know, though nothing is missing.</summary>
    public IReadOnlyList<Problem> Notes { get; init; } = [];

    /// <summary>Nothing had changed, and so no snapshot was stored.</summary>
    public bool IsSkipped { get; init; }
}
