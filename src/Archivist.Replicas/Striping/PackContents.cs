using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Striping;

/// <summary>
/// Packs on data shares as content that can be read again and again: files of this machine as they are, others in temporary files, which are gone with this. Each is compared
/// with its name. Not thread-safe.
/// </summary>
/// <param name="data">The data shares.</param>
/// <param name="placement">What they hold.</param>
/// <param name="passesOver">What cannot be read counts as lost.</param>
internal sealed class PackContents(IReadOnlyList<IObjectSource> data, SharePlacement placement, bool passesOver) : IDisposable
{
    private readonly List<SpooledPack> _spooled = [];

    /// <summary>The content of each pack; null for one that no data share gives whole.</summary>
    internal async Task<IReadOnlyList<IReplayableContent?>> FindAsync(IReadOnlyList<StoredObject> packs, CancellationToken cancellationToken)
    {
        var contents = new List<IReplayableContent?>();
        foreach (var pack in packs)
            contents.Add(placement.Find(pack.Name) is { } held && held.Length == pack.Length ? await FindAsync(data[held.Share], pack, cancellationToken) : null);
        return contents;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var spooled in _spooled)
            spooled.Dispose();
    }

    private async Task<IReplayableContent?> FindAsync(IObjectSource share, StoredObject pack, CancellationToken cancellationToken)
    {
        try
        {
            if (share.Find<IFileStore>() is { } files)
            {
                await using var stream = await share.OpenAsync(pack.Name, ByteRange.All, cancellationToken);
                return await Digest.OfAsync(stream, cancellationToken) == pack.Name.Id ? files.ContentOf(pack.Name) : null;
            }

            if (await SpooledPack.ReadAsync(share, pack, cancellationToken) is not { } spooled)
                return null;
            _spooled.Add(spooled);
            return spooled;
        }
        catch (Exception cause) when (cause is ObjectMissingException or EndOfStreamException || (passesOver && cause is IOException or UnauthorizedAccessException or ArchivistException))
        {
            return null;
        }
    }
}
