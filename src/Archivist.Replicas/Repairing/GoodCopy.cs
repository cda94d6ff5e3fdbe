using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Repairing;

/// <summary>Looks for a good copy of an object by reading it.</summary>
public static class GoodCopy
{
    /// <summary>The first of some sources that gives an object whole and as its name says; null when none does. A source that fails is passed over.</summary>
    /// <param name="name">The object; not the configuration, whose name says nothing about its content.</param>
    /// <param name="sources">Where to look, the cheapest first.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <returns>The source, and the length of the object in bytes.</returns>
    public static async Task<(IObjectSource Source, StoredObject Object)?> FindAsync(ObjectName name, IEnumerable<IObjectSource> sources, CancellationToken cancellationToken)
    {
        foreach (var source in sources)
        {
            try
            {
                if (await source.FindLengthAsync(name, cancellationToken) is not { } length)
                    continue;
                await using var content = await source.OpenAsync(name, new ByteRange(0, length), cancellationToken);
                if (await Digest.OfAsync(content, cancellationToken) == name.Id)
                    return (source, new StoredObject(name, length));
            }
            catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
            {
                // The next one is asked.
            }
        }

        return null;
    }
}
