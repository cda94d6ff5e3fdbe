using Archivist.Operations.Archives;
using Archivist.Restore.Finding;

namespace Archivist.Operations.Listing;

/// <summary>Which paths to find all versions of.</summary>
public sealed record FindVersionsRequest : OperationRequest
{
    /// <summary>Whole paths.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>Which snapshots to search.</summary>
    public SnapshotChoice Snapshots { get; init; } = SnapshotChoice.All;

    /// <summary>Called with each path, as the bytes of its names, and its versions, oldest first.</summary>
    public required Action<byte[], IReadOnlyList<FileVersion>> Found { get; init; }
}
