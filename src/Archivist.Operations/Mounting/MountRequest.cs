using Archivist.Repository.Snapshots;

namespace Archivist.Operations.Mounting;

/// <summary>Where to mount the snapshots of a repository.</summary>
public sealed record MountRequest : OperationRequest
{
    /// <summary>The directory to mount on.</summary>
    public required string MountPoint { get; init; }

    /// <summary>Which snapshots are shown.</summary>
    public SnapshotFilter Filter { get; init; } = SnapshotFilter.All;

    /// <summary>Lets other users look too, as far as the permissions of the files allow.</summary>
    public bool AllowOther { get; init; }

    /// <summary>Called once the mount can be used.</summary>
    public required Action<MountResult> Mounted { get; init; }
}
