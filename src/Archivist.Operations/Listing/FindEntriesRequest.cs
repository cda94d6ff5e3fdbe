using Archivist.Operations.Archives;
using Archivist.Platform.FileSystem;
using Archivist.Repository.Patterns;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Walking;

namespace Archivist.Operations.Listing;

/// <summary>Which entries to find in snapshots.</summary>
public sealed record FindEntriesRequest : OperationRequest
{
    /// <summary>Patterns of paths.</summary>
    public required PathPatterns Patterns { get; init; }

    /// <summary>Not modified before this time; null for any.</summary>
    public GoTime? Oldest { get; init; }

    /// <summary>Not modified after this time; null for any.</summary>
    public GoTime? Newest { get; init; }

    /// <summary>Which snapshots to search.</summary>
    public SnapshotChoice Snapshots { get; init; } = SnapshotChoice.All;

    /// <summary>Called with each entry that was found, one snapshot after the other.</summary>
    public required Action<Snapshot, TreeEntry> Found { get; init; }
}
