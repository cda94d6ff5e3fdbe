using Archivist.Operations.Archives;
using Archivist.Platform.Nbd;
using Archivist.Repository.Snapshots;

namespace Archivist.Operations.Mounting;

/// <summary>Which file of a snapshot to serve as a disk.</summary>
public sealed record ServeFileRequest : OperationRequest
{
    /// <summary>The snapshot, and the file of it.</summary>
    public required SnapshotReference Snapshot { get; init; }

    /// <summary>What <c>latest</c> is limited to.</summary>
    public SnapshotFilter Filter { get; init; } = SnapshotFilter.All;

    /// <summary>Where to serve it.</summary>
    public required NbdAddress Address { get; init; }

    /// <summary>Called once the disk can be used.</summary>
    public required Action<ServeFileResult> Serving { get; init; }
}
