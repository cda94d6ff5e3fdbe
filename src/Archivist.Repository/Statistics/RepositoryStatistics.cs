using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;

namespace Archivist.Repository.Statistics;

/// <summary>The size of a selection of snapshots.</summary>
/// <param name="Snapshots">How many were counted.</param>
/// <param name="Bytes">As the mode counts them.</param>
/// <param name="Files">Entries of directories, or files; 0 where blobs are counted.</param>
/// <param name="Blobs">Blobs, where they are counted.</param>
/// <param name="UncompressedBytes">For <see cref="StatisticsMode.RawData"/>: what the blobs hold.</param>
public sealed record RepositoryStatistics(int Snapshots, long Bytes, long Files, long Blobs, long UncompressedBytes)
{
    /// <summary>Counts, reading only directories.</summary>
    public static Task<RepositoryStatistics> CountAsync(
        IndexedRepository repository, IReadOnlyList<Snapshot> snapshots, StatisticsMode mode, CancellationToken cancellationToken) =>
        new Statistics.StatisticsWalk(repository, mode).RunAsync(snapshots, cancellationToken);
}
