using Archivist.Capture.Blocks;
using Archivist.Platform.Problems;
using Archivist.Repository.Snapshots;

namespace Archivist.Capture.Capturing;

/// <summary>A finished capture.</summary>
/// <param name="Snapshot">As it was stored; the parent when <see cref="IsSkipped"/>.</param>
/// <param name="Totals">The numbers of entries and bytes seen and stored.</param>
/// <param name="Unreadable">Paths missing from the snapshot; it is complete when this is empty.</param>
public sealed record CaptureOutcome(Snapshot Snapshot, CaptureTotals Totals, IReadOnlyList<UnreadablePath> Unreadable)
{
    /// <summary>Notices for the operator that concern no missing content.</summary>
    public IReadOnlyList<Problem> Notes { get; init; } = [];

    /// <summary>How the block sources were captured.</summary>
    public IReadOnlyList<BlockReading> Blocks { get; init; } = [];

    /// <summary>How many files the snapshot has that are on no disk; null where none were to be.</summary>
    public int? MadeUpFiles { get; init; }

    /// <summary>How the files of each file system were read; null where pictures were not asked for.</summary>
    public IReadOnlyList<FileSystemReading>? FileSystems { get; init; }

    /// <summary>True when nothing had changed, so that no snapshot was stored.</summary>
    public bool IsSkipped { get; init; }
}
