using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Walking;

namespace Archivist.Operations.Archives;

/// <summary>The snapshot that a <see cref="SnapshotReference"/> names.</summary>
/// <param name="Snapshot">The snapshot.</param>
/// <param name="Path">The path in it; empty for everything.</param>
internal sealed record ChosenSnapshot(Snapshot Snapshot, string Path)
{
    /// <summary>Finds it, and warns of a doubtful <c>latest</c>.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: there is none, or more than one.</exception>
    internal static async Task<ChosenSnapshot> FindAsync(
        Archive archive, OpenRepository repository, SnapshotReference reference, SnapshotFilter filter, CancellationToken cancellationToken)
    {
        var snapshots = await repository.ListSnapshotsAsync(cancellationToken);
        var chosen = Find(snapshots, reference, filter);
        await LatestWarning.TellAsync(archive, true, repository, snapshots, filter, [reference.Snapshot], cancellationToken);
        return chosen;
    }

    /// <summary>Finds it among these.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: there is none, or more than one.</exception>
    internal static ChosenSnapshot Find(IReadOnlyList<Snapshot> snapshots, SnapshotReference reference, SnapshotFilter filter) =>
        new(filter.Find(snapshots, reference.Snapshot), reference.Path);

    /// <summary>The tree of the directory that the path names.</summary>
    internal Task<BlobId> FindTreeAsync(IndexedRepository repository, CancellationToken cancellationToken) =>
        SnapshotTree.FindFolderAsync(repository, Snapshot, Path, cancellationToken);
}
