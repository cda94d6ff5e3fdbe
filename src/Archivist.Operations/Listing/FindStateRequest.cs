using Archivist.Platform.FileSystem;
using Archivist.Repository.Snapshots;

namespace Archivist.Operations.Listing;

/// <summary>Which path, and when.</summary>
public sealed record FindStateRequest : OperationRequest
{
    /// <summary>An absolute path, as it was captured.</summary>
    public required string Path { get; init; }

    /// <summary>The moment.</summary>
    public required GoTime Time { get; init; }

    /// <summary>Which snapshots are looked at.</summary>
    public SnapshotFilter Filter { get; init; } = SnapshotFilter.All;
}
