using Archivist.Discs.Problems;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Discs.Sets;

/// <summary>
/// Reads what is on every disc of a set: configuration, keys, indexes and snapshots. A damaged one is read from the next disc, and other discs are asked for when it takes that.
/// Not thread-safe; used under the gate of <see cref="DiscSet"/>.
/// </summary>
internal sealed class CommonObjects(DriveBay bay, KnownDiscs known, DiscAsker asker)
{
    /// <summary>Reads an object; one that no disc has whole comes as it is damaged, so that its reader can say what is wrong.</summary>
    /// <exception cref="ObjectMissingException">No disc in a drive has it.</exception>
    /// <exception cref="ArchivistException">No disc could be read (<see cref="Failure.MediumFailed"/>).</exception>
    internal async Task<byte[]> ReadAsync(ObjectName name, CancellationToken cancellationToken)
    {
        var tried = new HashSet<DiscCopy>();
        byte[]? damaged = null;
        Exception? failure = null;
        while (true)
        {
            for (var place = 0; place < bay.Count; place++)
            {
                if (bay[place] is not { } disc || !tried.Add(bay.CopyIn(place)) || await disc.Store.FindLengthAsync(name, cancellationToken) is null)
                    continue;
                try
                {
                    var content = await disc.Store.ReadAllAsync(name, DiscSet.LargestRead, cancellationToken);
                    if (name.Kind is ObjectKind.Configuration || Digest.Of(content) == name.Id)
                        return content;
                    damaged ??= content;
                }
                catch (Exception cause) when (cause is IOException or ArchivistException { Failure: Failure.MediumFailed })
                {
                    failure ??= cause;
                }

                await asker.TellAsync(new ObjectLookedForElsewhere(disc.Title, name), cancellationToken);
            }

            if (damaged is null && failure is null)
                throw new ObjectMissingException(name, bay.Location);
            if (known.All.LastOrDefault(disc => !known.Seen.Contains(disc.Id) && known.IsAvailable(disc)) is not { } other)
                return damaged ?? throw failure!;
            await asker.AskAsync(
                other, 0, async disc => !tried.Contains(bay.CopyIn(bay.PlaceOf(disc))) && await disc.Store.FindLengthAsync(name, cancellationToken) is not null, cancellationToken);
        }
    }
}
