using Archivist.Repository.Ids;
using Archivist.Repository.Packs;

namespace Archivist.Repository.Indexing;

/// <summary>
/// Every blob of the repository with its place. The first place that is added for a blob wins, so indexes of cheaper
/// stores are added first. Reading and adding are safe from many threads.
/// </summary>
internal sealed class MasterIndex
{
    private readonly Lock _gate = new();
    private readonly BlobTable _blobs = new();
    private readonly List<PackId> _packs = [];
    private readonly Dictionary<PackId, int> _packNumbers = [];

    internal int Count
    {
        get
        {
            lock (_gate)
                return _blobs.Count;
        }
    }

    internal void Add(PackId pack, IReadOnlyList<PackedBlob> blobs)
    {
        lock (_gate)
        {
            if (!_packNumbers.TryGetValue(pack, out var number))
            {
                number = _packs.Count;
                _packs.Add(pack);
                _packNumbers.Add(pack, number);
            }

            foreach (var blob in blobs)
            {
                if (!_blobs.TryAdd(blob.Type, blob.Id, out var position))
                    continue;
                ref var entry = ref _blobs[position];
                (entry.Pack, entry.Offset, entry.Length, entry.UncompressedLength) = (number, blob.Offset, blob.Length, blob.UncompressedLength);
            }
        }
    }

    internal bool Contains(BlobType type, BlobId id)
    {
        lock (_gate)
            return _blobs.Find(type, id) >= 0;
    }

    internal bool TryFind(BlobType type, BlobId id, out BlobLocation location)
    {
        lock (_gate)
        {
            var number = _blobs.Find(type, id);
            location = number < 0 ? default : LocationOf(number);
            return number >= 0;
        }
    }

    /// <summary>The blob's number, from 0 to <see cref="Count"/> - 1 and stable for the life of this index; -1 when it is not here.</summary>
    internal int NumberOf(BlobType type, BlobId id)
    {
        lock (_gate)
            return _blobs.Find(type, id);
    }

    /// <summary>The place of the blob with a number.</summary>
    internal BlobLocation this[int number]
    {
        get
        {
            lock (_gate)
                return LocationOf(number);
        }
    }

    private BlobLocation LocationOf(int number)
    {
        ref var entry = ref _blobs[number];
        return new BlobLocation(_packs[entry.Pack], entry.ToPackedBlob());
    }
}
