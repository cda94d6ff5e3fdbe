using Archivist.Operations.Archives;
using Archivist.Repository.Snapshots;

namespace Archivist.Operations.Restoring;

/// <summary>Which file or directory of a snapshot to dump.</summary>
public sealed record DumpRequest : OperationRequest
{
    /// <summary>The snapshot, and the directory of it that the path starts at.</summary>
    public required SnapshotReference Snapshot { get; init; }

    /// <summary>What <c>latest</c> is limited to.</summary>
    public SnapshotFilter Filter { get; init; } = SnapshotFilter.All;

    /// <summary>A file, which is written as it is, or a directory, which becomes an archive; empty or <c>/</c> for everything.</summary>
    public required string Path { get; init; }

    /// <summary>What a directory becomes.</summary>
    public DumpFormat Format { get; init; }

    /// <summary>Where the bytes go.</summary>
    public required DumpTarget Target { get; init; }
}
