using Archivist.Platform.Files;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Walking;

namespace Archivist.Restore.Restoring;

/// <summary>The options of a restore: what is restored, and where to.</summary>
public sealed record RestoreOptions
{
    /// <summary>The snapshot.</summary>
    public required Snapshot Snapshot { get; init; }

    /// <summary>The directory to restore into; created when missing.</summary>
    public required string Target { get; init; }

    /// <summary>Only what is in this directory of the snapshot, which stands for the target; empty for everything.</summary>
    public string Folder { get; init; } = "";

    /// <summary>The selection of entries to restore.</summary>
    public RestoreSelection Selection { get; init; } = RestoreSelection.Everything;

    /// <summary>The treatment of existing files.</summary>
    public OverwritePolicy Overwrite { get; init; } = OverwritePolicy.Always;

    /// <summary>
    /// Files that are there already are compared and only what differs is written, in place. A run that is killed meanwhile leaves them
    /// partly changed; running it again finishes them.
    /// </summary>
    public bool Delta { get; init; }

    /// <summary>The archive's own directories on this machine: a target inside one is refused, and nothing in them is changed or removed.</summary>
    public IReadOnlyList<OwnFolder> Own { get; init; } = [];

    /// <summary>Deletes entries of restored directories that are not in the snapshot, where the snapshot captured the directory completely.</summary>
    public bool Deletes { get; init; }

    /// <summary>
    /// Where not all packs can be read at a time: the order in which they are. Takes a walk for each stage and two more, and goes neither with
    /// <see cref="Delta"/> nor with another <see cref="Overwrite"/> than always. Null reads them as they come.
    /// </summary>
    public IContentStages? Stages { get; init; }

    /// <summary>Changes nothing and only reports what would be done.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Receives each step before it is done, in the order of paths; null for no report.</summary>
    public Action<RestoreStep>? OnStep { get; init; }
}
