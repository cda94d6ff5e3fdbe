using Archivist.Operations.Archives;
using Archivist.Restore.Finding;

namespace Archivist.Operations.Listing;

/// <summary>Which blobs, trees or packs to find the entries of.</summary>
public sealed record FindObjectsRequest : OperationRequest
{
    /// <summary>What the ids are of.</summary>
    public required SoughtObject Kind { get; init; }

    /// <summary>Ids, or their beginnings.</summary>
    public required IReadOnlyList<string> Ids { get; init; }

    /// <summary>Which snapshots to search.</summary>
    public SnapshotChoice Snapshots { get; init; } = SnapshotChoice.All;

    /// <summary>Called with each object that was found, one snapshot after the other.</summary>
    public required Action<FoundObject> Found { get; init; }
}
