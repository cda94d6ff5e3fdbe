using Archivist.Repository.Ids;

namespace Archivist.Restore.Restoring;

/// <summary>Everything that is wanted from one pack: each blob once, with all places that it is written to.</summary>
internal sealed class PackReading(PackId pack)
{
    /// <summary>Blobs this close together are read in one request: on a disc a seek, on a net a round trip costs more.</summary>
    private const long GapWorthReading = 128 * 1024;

    private const long LongestRange = 8 * 1024 * 1024;

    private readonly Dictionary<BlobId, WantedBlob> _blobs = [];

    internal PackId Pack => pack;

    internal void Want(BlobId id, long offset, int length, RestoredEntry file, long position)
    {
        if (!_blobs.TryGetValue(id, out var blob))
            _blobs.Add(id, blob = new WantedBlob(id, offset, length, []));
        blob.Places.Add((file, position));
    }

    /// <summary>Blobs in the order of the pack, in runs that are worth one read each.</summary>
    internal IEnumerable<List<WantedBlob>> Ranges()
    {
        var range = new List<WantedBlob>();
        foreach (var blob in _blobs.Values.OrderBy(blob => blob.Offset))
        {
            if (range.Count > 0
                && (blob.Offset - range[^1].End > GapWorthReading || blob.End - range[0].Offset > LongestRange))
            {
                yield return range;
                range = [];
            }

            range.Add(blob);
        }

        if (range.Count > 0)
            yield return range;
    }

    internal sealed record WantedBlob(BlobId Id, long Offset, int Length, List<(RestoredEntry File, long Position)> Places)
    {
        internal long End => Offset + Length;
    }
}
