using Archivist.Platform.Problems;
using Archivist.Replicas.Stores;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Probing;

/// <summary>Finds out what can be known of a bucket without writing to it.</summary>
public static class BucketLook
{
    /// <summary>Asks the bucket of a place; null when the place is in none. A request that fails leaves its answer unknown.</summary>
    /// <param name="place">The place.</param>
    /// <param name="sample">An object for whose hash the service is asked; null to ask for none.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    public static async Task<BucketFeatures?> LookAsync(IObjectSource place, ObjectName? sample, CancellationToken cancellationToken)
    {
        if (place.Find<IBucketStore>() is not { } bucket)
            return null;
        var settings = await TryAsync(() => bucket.ReadSettingsAsync(cancellationToken));
        var classes = settings is null ? null : await TryAsync(() => bucket.FindPackClassesAsync(cancellationToken));
        bool? statesDigests = null;
        if (settings is not null && sample is { } name && place.Find<IDigestStore>() is { } digests)
            statesDigests = await TryAsync(async () => (Known: true, Digest: await digests.FindDigestAsync(name, cancellationToken))) is { Known: true } asked ? asked.Digest is not null : null;
        return new BucketFeatures(settings, classes) { StatesDigests = statesDigests };
    }

    private static async Task<T?> TryAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }
}
