using Archivist.Discs.Sets;
using Archivist.Operations.Archives;
using Archivist.Repository.Snapshots;
using Archivist.Restore.Restoring;

namespace Archivist.Operations.Restoring;

/// <summary>What to restore into a directory.</summary>
public sealed record RestoreRequest : OperationRequest
{
    /// <summary>The snapshot, and the directory or file of it that is restored.</summary>
    public required SnapshotReference Snapshot { get; init; }

    /// <summary>What <c>latest</c> is limited to.</summary>
    public SnapshotFilter Filter { get; init; } = SnapshotFilter.All;

    /// <summary>The directory to restore into; created when it is missing.</summary>
    public required string Target { get; init; }

    /// <summary>What of the snapshot is restored.</summary>
    public RestoreSelection Selection { get; init; } = RestoreSelection.Everything;

    /// <summary>What happens to files that exist already.</summary>
    public OverwritePolicy Overwrite { get; init; } = OverwritePolicy.Always;

    /// <summary>Compares files that exist already, and writes only what differs.</summary>
    public bool Delta { get; init; }

    /// <summary>Removes what is in the restored directories and not in the snapshot.</summary>
    public bool Deletes { get; init; }

    /// <summary>Reads everything back and compares it with the snapshot. Possible only for a whole restore.</summary>
    public bool Verifies { get; init; }

    /// <summary>Changes nothing.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Copies to restore from, in this order: names of replicas, <c>repository</c>, or addresses; empty for the repository with its replicas. Not for a restore from discs.</summary>
    public IReadOnlyList<string> From { get; init; } = [];

    /// <summary>Drives, images and directories of images to restore from; empty for the repository.</summary>
    public IReadOnlyList<string> Discs { get; init; } = [];

    /// <summary>How long to wait for each missing disc; null for as long as an operator is there, and not at all without one.</summary>
    public TimeSpan? DiscWait { get; init; }

    /// <summary>Called with each action of a dry run, in the order of paths; null when no one looks.</summary>
    public Action<RestoreStep>? Planned { get; init; }

    /// <summary>Called with each disc that is needed, and whether it is at hand, before the first is read; null when no one looks.</summary>
    public Action<DiscNeed, bool>? DiscNeeded { get; init; }
}
