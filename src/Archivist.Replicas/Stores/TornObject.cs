using Archivist.Platform.Problems;
using Archivist.Replicas.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores;

/// <summary>
/// An object of which a store kept only a part when a put broke off: stores that write under the final name leave one, and those that only append
/// (<c>rclone serve restic --append-only</c>) then refuse every further put.
/// </summary>
internal static class TornObject
{
    private const int Step = 128 * 1024;

    /// <summary>Reads an object back and compares it, byte by byte.</summary>
    internal static async Task<bool> IsWholeAsync(IObjectSource store, ObjectName name, IReplayableContent content, CancellationToken cancellationToken)
    {
        if (await store.FindLengthAsync(name, cancellationToken) != content.Length)
            return false;
        if (content.Length == 0)
            return true;
        await using var there = await store.OpenAsync(name, new ByteRange(0, content.Length), cancellationToken);
        await using var wanted = content.OpenFromStart();
        var (one, other) = (new byte[Step], new byte[Step]);
        int read;
        while ((read = await wanted.ReadAtLeastAsync(one, Step, throwOnEndOfStream: false, cancellationToken)) > 0)
        {
            if (await there.ReadAtLeastAsync(other.AsMemory(0, read), read, throwOnEndOfStream: false, cancellationToken) != read || !one.AsSpan(0, read).SequenceEqual(other.AsSpan(0, read)))
                return false;
        }

        return true;
    }

    /// <summary>Removes it, so that it can be put again.</summary>
    /// <param name="store">Where it is.</param>
    /// <param name="name">Its name.</param>
    /// <param name="wanted">The length that the object should have, in bytes.</param>
    /// <param name="cancellationToken">Stops the removal.</param>
    /// <exception cref="ArchivistException"><see cref="Failure.MediumFailed"/>, an <see cref="ObjectTornAndStuck"/>: the store refuses that. It may fail with its own kinds, too.</exception>
    internal static async Task RemoveAsync(IObjectStore store, ObjectName name, long wanted, CancellationToken cancellationToken)
    {
        try
        {
            await store.RemoveAsync(name, cancellationToken);
        }
        catch (Exception refused) when (IsRefusal(refused))
        {
            throw new ArchivistException(new ObjectTornAndStuck(store.Location, name, await store.FindLengthAsync(name, cancellationToken), wanted), refused);
        }
    }

    private static bool IsRefusal(Exception? cause) => cause is not null && (cause is UnauthorizedAccessException || IsRefusal(cause.InnerException));
}
