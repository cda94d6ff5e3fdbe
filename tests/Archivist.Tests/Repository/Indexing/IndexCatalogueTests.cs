using Archivist.Repository.Cataloguing;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Packs;

namespace Archivist.Tests.Repository.Indexing;

/// <summary>One of these measures the heap, which all tests share: nothing else runs beside them.</summary>
[CollectionDefinition(nameof(IndexCatalogueTests), DisableParallelization = true)]
[Collection(nameof(IndexCatalogueTests))]
public sealed class IndexCatalogueTests
{
    [Fact]
    public void A_million_blobs_and_a_set_of_them_take_less_than_eighty_megabytes()
    {
        const int Packs = 4_000, BlobsInEach = 250;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var catalogue = IndexCatalogue.Of(
            Enumerable.Range(0, Packs).Select(pack => (new PackId(Number(pack, 1)), (IReadOnlyList<PackedBlob>)
                [.. Enumerable.Range(pack * BlobsInEach, BlobsInEach).Select(i => Blob(i))])), []);
        var used = new BlobSet(catalogue.Count);
        for (var i = 0; i < catalogue.Count; i += 3)
            Assert.True(used.Add(catalogue.Find(BlobType.Data, Blob(i).Id)));
        var taken = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.Equal(Packs * BlobsInEach, catalogue.Count);
        Assert.InRange(taken, 1, 80_000_000);
        GC.KeepAlive(catalogue);
    }

    [Fact]
    public void Every_blob_is_found_with_its_type_and_copies_are_counted()
    {
        var random = new Random(7);
        var packs = Enumerable.Range(0, 50).Select(pack => (new PackId(Number(pack, 1)), (IReadOnlyList<PackedBlob>)
            [.. Enumerable.Range(0, 40).Select(_ => Blob(random.Next(1_000)) with { Type = (BlobType)random.Next(2) }).Distinct()])).ToList();
        var catalogue = IndexCatalogue.Of(packs, []);
        foreach (var group in packs.SelectMany(pack => pack.Item2.Select(blob => (blob.Type, blob.Id))).GroupBy(blob => blob))
        {
            var position = catalogue.Find(group.Key.Type, group.Key.Id);
            Assert.Equal(group.Key, (catalogue.At(position).Blob.Type, catalogue.At(position).Blob.Id));
            Assert.Equal(group.Count(), catalogue.Copies.TryGetValue(position, out var copies) ? copies.Count : 1);
        }

        Assert.Equal(-1, catalogue.Find(BlobType.Data, new BlobId(Number(5_000, 0))));
    }

    private static PackedBlob Blob(int number) => new(BlobType.Data, new BlobId(Number(number, 0)), (uint)number * 100, 100, 0);

    /// <summary>Digests are uniform; hashing a million of them would only take time.</summary>
    private static Digest Number(int number, byte kind)
    {
        Span<byte> bytes = stackalloc byte[Digest.Size];
        BitConverter.TryWriteBytes(bytes, number * 2654435761L);
        BitConverter.TryWriteBytes(bytes[24..], (long)((ulong)number * 0x9E3779B97F4A7C15));
        bytes[15] = kind;
        return new Digest(bytes);
    }
}
