using Archivist.Platform.Problems;
using Archivist.Replicas.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores;

/// <summary>
/// An object of which a store kept only a part when a put broke off: stores that write under the final name leave one, and those that only append
/// (<c>rclone serve restic --append-only</c>) then refuse every further put.
/// </summary>
internal static class TornObject
{
    private const int Step = 128 * 1024;

    /// <summary>Reads an object back and compares it, byte by byte, with what was put.</summary>
    /// <returns>
    /// True: it has these bytes. False: it has others, although these are the ones that its name stands for. Null: neither; others put it there, and know why.
    /// </returns>
    internal static async Task<bool?> IsWholeAsync(IObjectSource store, ObjectName name, IReplayableContent content, CancellationToken cancellationToken)
    {
        using var hash = Digest.Begin();
        await using var wanted = content.OpenFromStart();
        await using var there = await OpenAsync(store, name, content.Length, cancellationToken);
        var (one, other) = (new byte[Step], new byte[Step]);
        var isSame = there is not null;
        int read;
        while ((read = await wanted.ReadAtLeastAsync(one, Step, throwOnEndOfStream: false, cancellationToken)) > 0)
        {
            hash.Append(one.AsSpan(0, read));
            isSame = isSame && await there!.ReadAtLeastAsync(other.AsMemory(0, read), read, throwOnEndOfStream: false, cancellationToken) == read
                && one.AsSpan(0, read).SequenceEqual(other.AsSpan(0, read));
        }

        if (isSame)
            return true;
        return name.Kind is not ObjectKind.Configuration && hash.Finish() == name.Id ? false : null;
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

    /// <summary>An object that has exactly this length; null when it is gone or has another.</summary>
    private static async Task<Stream?> OpenAsync(IObjectSource store, ObjectName name, long length, CancellationToken cancellationToken)
    {
        try
        {
            return await store.FindLengthAsync(name, cancellationToken) == length ? await store.OpenAsync(name, new ByteRange(0, length), cancellationToken) : null;
        }
        catch (Exception changed) when (changed is ObjectMissingException or EndOfStreamException)
        {
            // It changed between the two requests.
            return null;
        }
    }

    private static bool IsRefusal(Exception? cause) => cause is not null && (cause is UnauthorizedAccessException || IsRefusal(cause.InnerException));
}
