using Archivist.Platform;
using Archivist.Platform.Files;
using Archivist.Repository.Snapshots;

namespace Archivist.Restore.Mounting;

/// <summary>How a repository is mounted.</summary>
public sealed record MountOptions
{
    /// <summary>The directory to mount on; must exist.</summary>
    public required string MountPoint { get; init; }

    /// <summary>Other users may look too; the kernel then checks the permissions that the files have.</summary>
    public bool AllowOther { get; init; }

    /// <summary>Which snapshots are shown, also of those that come later.</summary>
    public Func<Snapshot, bool> Shows { get; init; } = _ => true;

    /// <summary>Pieces of files are kept in memory up to this many bytes.</summary>
    public long CacheBytes { get; init; } = 96L << 20;

    /// <summary>The archive's own directories on this machine, which a mount must not cover.</summary>
    public IReadOnlyList<OwnFolder> Own { get; init; } = [];

    /// <summary>Who owns the directories above the snapshots.</summary>
    public required Operator Who { get; init; }
}
