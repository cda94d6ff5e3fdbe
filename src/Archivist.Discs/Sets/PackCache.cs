using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Discs.Sets;

/// <summary>
/// Caches whole packs while discs change: each is copied into the spool on first read and verified against its name. Not thread-safe; used under the gate of
/// <see cref="DiscSet"/>.
/// </summary>
internal sealed class PackCache(PackSpool spool, PackLocator locator, PackReconstruction reconstruction)
{
    /// <summary>Other copies of the same repository, asked for packs that no disc gives.</summary>
    internal IReadOnlyList<IObjectSource> Copies { get; set; } = [];

    /// <summary>
    /// Puts a whole pack into the spool: from a disc, from a further copy, or computed. When no source has it whole, spools the readable part of one disc: most blobs may be intact.
    /// </summary>
    /// <returns>Its length in bytes.</returns>
    /// <exception cref="ObjectMissingException">No disc is known to hold it, and nothing else has it.</exception>
    /// <exception cref="ArchivistException">Its discs are unavailable or unreadable, and nothing else has it.</exception>
    internal async Task<long> KeepAsync(ObjectName name, CancellationToken cancellationToken)
    {
        var pack = new PackId(name.Id);
        SpooledContent? damaged = null;
        Exception missing;
        try
        {
            while (true)
            {
                var (copy, isWhole) = await CopyFromDiscAsync(name, cancellationToken);
                if (isWhole)
                    return Publish(name, copy);
                damaged ??= copy;
            }
        }
        catch (Exception cause) when (cause is ObjectMissingException or ArchivistException { Failure: Failure.TooFewReplicas or Failure.MediumFailed })
        {
            missing = cause;
        }

        foreach (var copy in Copies)
        {
            if (await TryFetchAsync(copy, name, cancellationToken) is { } fetched)
                return Publish(name, fetched);
        }

        if (await reconstruction.ReconstructAsync([pack], cancellationToken) && spool.TryFind(name, out var length))
            return length;
        return damaged is not null ? Publish(name, damaged) : throw missing;
    }

    private async Task<(SpooledContent Copy, bool IsWhole)> CopyFromDiscAsync(ObjectName name, CancellationToken cancellationToken)
    {
        var disc = await locator.FindAsync(name, cancellationToken);
        var copy = await spool.CopyAsync(disc.FindContent(name) ?? throw new ObjectMissingException(name, disc.Store.Location), null, cancellationToken);
        if (await IsWholeAsync(name, copy, cancellationToken))
            return (copy, true);
        await locator.RejectAsync(disc, new PackId(name.Id), new Cause.Known(new ObjectDamaged(name, disc.Store.Location, ObjectDamage.Hash)), cancellationToken);
        return (copy, false);
    }

    private long Publish(ObjectName name, SpooledContent content)
    {
        spool.Publish(name, content);
        return content.Length;
    }

    private async Task<SpooledContent?> TryFetchAsync(IObjectSource store, ObjectName name, CancellationToken cancellationToken)
    {
        try
        {
            if (await store.FindLengthAsync(name, cancellationToken) is not ({ } length and <= DiscSet.LargestRead))
                return null;
            var content = new BytesContent(await store.ReadAllAsync(name, length, cancellationToken));
            var copy = await spool.CopyAsync(content, null, cancellationToken);
            return await IsWholeAsync(name, copy, cancellationToken) ? copy : null;
        }
        catch (Exception cause) when (cause is IOException or ArchivistException { Failure: not (Failure.NoSpace or Failure.Interrupted) })
        {
            // The next copy, or none: the pack is reported as missing then.
            return null;
        }
    }

    private static async Task<bool> IsWholeAsync(ObjectName name, SpooledContent copy, CancellationToken cancellationToken)
    {
        await using var stream = copy.OpenFromStart();
        return await Digest.OfAsync(stream, cancellationToken) == name.Id;
    }
}
