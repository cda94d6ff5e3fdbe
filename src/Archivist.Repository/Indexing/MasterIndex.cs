using Archivist.Repository.Packs;

namespace Archivist.Repository.Indexing;

/// <summary>
/// Every blob of the repository with its place. The first place that is added for a blob wins, so indexes of cheaper
/// stores are added first. Reading and adding are safe from many threads.
/// </summary>
internal sealed class MasterIndex
{
    private readonly Lock _gate = new();
    private readonly Dictionary<BlobId, Entry> _data = [];
    private readonly Dictionary<BlobId, Entry> _trees = [];
    private readonly List<PackId> _packs = [];
    private readonly Dictionary<PackId, int> _packNumbers = [];

    internal int Count
    {
        get
        {
            lock (_gate)
                return _data.Count + _trees.Count;
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
                TableOf(blob.Type).TryAdd(blob.Id, new Entry(number, blob.Offset, blob.Length, blob.UncompressedLength));
            }
        }
    }

    internal bool Contains(BlobType type, BlobId id)
    {
        lock (_gate)
            return TableOf(type).ContainsKey(id);
    }

    internal bool TryFind(BlobType type, BlobId id, out BlobLocation location)
    {
        lock (_gate)
        {
            var found = TableOf(type).TryGetValue(id, out var entry);
            location = found
                ? new BlobLocation(_packs[entry.Pack], new PackedBlob(type, id, entry.Offset, entry.Length, entry.Uncompressed))
                : default;
            return found;
        }
    }

    private Dictionary<BlobId, Entry> TableOf(BlobType type) => type is BlobType.Tree ? _trees : _data;

    private readonly record struct Entry(int Pack, uint Offset, uint Length, uint Uncompressed);
}
