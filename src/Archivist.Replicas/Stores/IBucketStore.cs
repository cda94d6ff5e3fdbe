using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores;

/// <summary>The capability of a store in a bucket of an object service, whose owner can set rules that no store knows of.</summary>
public interface IBucketStore
{
    /// <summary>Asks how the bucket is set. Writes nothing; what the service does not say is unknown and not an exception.</summary>
    /// <exception cref="Archivist.Platform.Problems.ArchivistException">The service cannot be reached.</exception>
    Task<BucketSettings> ReadSettingsAsync(CancellationToken cancellationToken);

    /// <summary>The storage classes of the first thousand packs, each once, and whether one pack of each can be read at once. Writes nothing.</summary>
    /// <exception cref="Archivist.Platform.Problems.ArchivistException">The packs cannot be listed, or the service cannot be reached.</exception>
    Task<IReadOnlyList<PackClass>> FindPackClassesAsync(CancellationToken cancellationToken);

    /// <summary>Puts an object that is there again, on condition that it is not there.</summary>
    /// <param name="name">An object that is there.</param>
    /// <param name="content">Its content.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>Whether the service refused that; false also when it knows no such conditions.</returns>
    /// <exception cref="Archivist.Platform.Problems.ArchivistException">The request failed for another reason.</exception>
    Task<bool> ObeysConditionAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken);
}
