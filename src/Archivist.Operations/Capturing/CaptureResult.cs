using Archivist.Capture.Capturing;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Capturing;

/// <summary>A snapshot that was taken. Sources that could not be read make the verdict <see cref="Failure.SnapshotIncomplete"/>, a dirty bitmap that missed changes <see cref="Failure.Findings"/>.</summary>
/// <param name="Outcome">The snapshot, and what was seen and stored.</param>
/// <param name="IsDryRun">Nothing was written, so no snapshot has that id.</param>
/// <param name="Elapsed">From the opening of the repository to the stored snapshot.</param>
public sealed record CaptureResult(CaptureOutcome Outcome, bool IsDryRun, TimeSpan Elapsed) : OperationResult
{
    /// <summary>Why entries in the ledger or the catalogue of discs could not be made. They take nothing back: the snapshot is stored.</summary>
    public IReadOnlyList<ArchivistException> FailedEntries { get; init; } = [];
}
