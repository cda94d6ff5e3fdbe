using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Indexing;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Cataloguing;

/// <summary>
/// All entries of a repository's indexes, duplicates included, as maintenance needs them.
/// Blobs are numbered, so that a set of blobs is a set of bits: 1 million blobs take about 60 MB, a set of them 122 KiB.
/// </summary>
internal sealed class IndexCatalogue
{
    private readonly int[] _table;
    private readonly int[] _packOf;
    private readonly Dictionary<int, List<int>> _copies = [];

    private IndexCatalogue(List<CataloguedPack> packs, IReadOnlyList<CataloguedIndex> indexes)
    {
        Packs = packs;
        Indexes = indexes;
        Count = packs.Count == 0 ? 0 : packs[^1].FirstPosition + packs[^1].Blobs.Length;
        _packOf = new int[Count];
        _table = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, Count * 2L))];
        Array.Fill(_table, -1);
        for (var number = 0; number < packs.Count; number++)
        {
            var pack = packs[number];
            for (var i = 0; i < pack.Blobs.Length; i++)
            {
                _packOf[pack.FirstPosition + i] = number;
                Enter(pack.FirstPosition + i, pack.Blobs[i]);
            }
        }
    }

    /// <summary>Every pack that an index names, sorted by id.</summary>
    internal IReadOnlyList<CataloguedPack> Packs { get; }

    /// <summary>The index files that were read.</summary>
    internal IReadOnlyList<CataloguedIndex> Indexes { get; }

    /// <summary>Blobs of all packs, each copy counted.</summary>
    internal int Count { get; }

    /// <summary>Positions at which a blob lies more than once, by its first.</summary>
    internal IReadOnlyDictionary<int, List<int>> Copies => _copies;

    /// <summary>Reads every index; a damaged one is <see cref="Failure.Tampering"/> unless <paramref name="damaged"/> takes it.</summary>
    internal static async Task<IndexCatalogue> LoadAsync(
        OpenRepository repository, Action<ObjectName, ArchivistException>? damaged, CancellationToken cancellationToken)
    {
        var packs = new Dictionary<PackId, List<PackedBlob>>();
        var indexes = new List<CataloguedIndex>();
        foreach (var (name, _) in await repository.Store.ListSortedAsync(ObjectKind.Index, cancellationToken))
        {
            try
            {
                var json = await repository.ReadFileAsync(name, cancellationToken);
                var named = new List<PackId>();
                var supersedes = new List<Digest>();
                IndexFile.Read(json.Span, name, (pack, blobs) =>
                {
                    named.Add(pack);
                    Merge(packs, pack, blobs);
                }, supersedes);
                indexes.Add(new CataloguedIndex(name, named, supersedes));
            }
            catch (ArchivistException cause) when (cause.Failure is Failure.Tampering && damaged is not null)
            {
                damaged(name, cause);
            }
        }

        return Of(packs.Select(pack => (pack.Key, (IReadOnlyList<PackedBlob>)pack.Value)), indexes);
    }

    /// <summary>A catalogue of packs that were not read from index files.</summary>
    internal static IndexCatalogue Of(IEnumerable<(PackId Pack, IReadOnlyList<PackedBlob> Blobs)> packs, IReadOnlyList<CataloguedIndex> indexes)
    {
        var catalogued = new List<CataloguedPack>();
        var position = 0;
        foreach (var (pack, blobs) in packs.OrderBy(item => item.Pack.ToString(), StringComparer.Ordinal))
        {
            catalogued.Add(new CataloguedPack(pack, [.. blobs], position));
            position += blobs.Count;
        }

        return new IndexCatalogue(catalogued, indexes);
    }

    /// <summary>The position of a blob's first copy, or -1.</summary>
    internal int Find(BlobType type, BlobId id)
    {
        var slot = id.GetHashCode() & (_table.Length - 1);
        while (_table[slot] >= 0)
        {
            if (IsAt(_table[slot], type, id))
                return _table[slot];
            slot = (slot + 1) & (_table.Length - 1);
        }

        return -1;
    }

    /// <summary>The pack and the entry of one position.</summary>
    internal (CataloguedPack Pack, PackedBlob Blob) At(int position)
    {
        var pack = Packs[_packOf[position]];
        return (pack, pack.Blobs[position - pack.FirstPosition]);
    }

    private static void Merge(Dictionary<PackId, List<PackedBlob>> packs, PackId pack, List<PackedBlob> blobs)
    {
        if (!packs.TryGetValue(pack, out var known))
            packs.Add(pack, [.. blobs.Distinct()]);
        else
            known.AddRange(blobs.Except(known).ToList());
    }

    private void Enter(int position, in PackedBlob blob)
    {
        var slot = blob.Id.GetHashCode() & (_table.Length - 1);
        while (_table[slot] >= 0)
        {
            if (IsAt(_table[slot], blob.Type, blob.Id))
            {
                var first = _table[slot];
                if (!_copies.TryGetValue(first, out var copies))
                    _copies.Add(first, copies = [first]);
                copies.Add(position);
                return;
            }

            slot = (slot + 1) & (_table.Length - 1);
        }

        _table[slot] = position;
    }

    private bool IsAt(int position, BlobType type, BlobId id)
    {
        var pack = Packs[_packOf[position]];
        ref readonly var blob = ref pack.Blobs[position - pack.FirstPosition];
        return blob.Id == id && blob.Type == type;
    }
}
