using Archivist.Platform.Problems;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;

namespace Archivist.Operations.Archives;

/// <summary>Which snapshots of a repository an operation is about. Immutable.</summary>
public sealed record SnapshotChoice
{
    /// <summary>Every snapshot.</summary>
    public static SnapshotChoice All { get; } = new();

    /// <summary>What <c>latest</c> and a choice without names are limited to.</summary>
    public SnapshotFilter Filter { get; init; } = SnapshotFilter.All;

    /// <summary>Ids, beginnings of ids, or <c>latest</c>; empty for all that match the filter.</summary>
    public IReadOnlyList<string> Named { get; init; } = [];

    /// <summary>Finds them, oldest first where none are named, and warns of a doubtful <c>latest</c>.</summary>
    /// <param name="archive">The archive that the operation is about.</param>
    /// <param name="repository">Whose snapshots.</param>
    /// <param name="withLedger">The ledger of the archive is that of the repository.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: a name means none, or more than one.</exception>
    internal async Task<IReadOnlyList<Snapshot>> FindAsync(Archive archive, OpenRepository repository, bool withLedger, CancellationToken cancellationToken)
    {
        var all = await repository.ListSnapshotsAsync(cancellationToken);
        await LatestWarning.TellAsync(archive, withLedger, repository, all, Filter, Named, cancellationToken);
        return Named.Count > 0 ? [.. Named.Select(name => Filter.Find(all, name))] : [.. all.Where(Filter.Matches)];
    }
}
