using Archivist.Operations.Archives;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Walking;

namespace Archivist.Operations.Listing;

/// <summary>Which entries of a snapshot to list.</summary>
public sealed record ListEntriesRequest : OperationRequest
{
    /// <summary>The snapshot, and the directory of it whose paths the listing has.</summary>
    public required SnapshotReference Snapshot { get; init; }

    /// <summary>What <c>latest</c> is limited to.</summary>
    public SnapshotFilter Filter { get; init; } = SnapshotFilter.All;

    /// <summary>Only what lies at or below this path of the directory; empty for everything.</summary>
    public string Path { get; init; } = "";

    /// <summary>Called with each entry, in the order of paths.</summary>
    public required Action<TreeEntry> Found { get; init; }
}
