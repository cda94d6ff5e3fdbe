using Archivist.Platform.Problems;
using Archivist.Replicas.Stores;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Probing;

/// <summary>Finds out what can be known of a bucket without writing to it.</summary>
public static class BucketLook
{
    /// <summary>Asks the bucket of a place; null when the place is in none. A request that fails leaves its answer unknown.</summary>
    public static async Task<BucketFeatures?> LookAsync(IObjectSource place, CancellationToken cancellationToken)
    {
        if (place.Find<IBucketStore>() is not { } bucket)
            return null;
        var settings = await TryAsync(() => bucket.ReadSettingsAsync(cancellationToken));
        var classes = settings is null ? null : await TryAsync(() => bucket.FindPackClassesAsync(cancellationToken));
        return new BucketFeatures(settings, classes);
    }

    private static async Task<T?> TryAsync<T>(Func<Task<T>> ask)
        where T : class
    {
        try
        {
            return await ask();
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
