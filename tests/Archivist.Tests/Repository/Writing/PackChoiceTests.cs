using System.Buffers;
using Archivist.Platform.FileSystem;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;
using Archivist.Repository.Writing;
using Archivist.TestKit;
using Archivist.Tests.Repository.Pruning;

namespace Archivist.Tests.Repository.Writing;

public sealed class PackChoiceTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public void Both_packs_are_as_likely_and_a_seed_repeats_the_choice()
    {
        var choice = new PackChoice(seeded: null);
        var ones = Enumerable.Range(0, 10_000).Sum(_ => choice.Next());
        // 10 standard deviations.
        Assert.InRange(ones, 4500, 5500);
        var (first, second) = (new PackChoice(new Random(1)), new PackChoice(new Random(1)));
        Assert.Equal(Enumerable.Range(0, 200).Select(_ => first.Next()), Enumerable.Range(0, 200).Select(_ => second.Next()));
    }

    [Fact]
    public async Task Neighbouring_blobs_are_spread_over_two_packs()
    {
        var store = new MemoryStore();
        var repository = HistoryRepository.Create(store, version: 2);
        var indexed = await repository.LoadIndexAsync(None);
        var ids = await WriteAsync(indexed, count: 40, new Random(7));
        var packs = ids.Select(id => indexed.FindData(id)!.Value.Pack).ToList();
        // Packs of a mebibyte hold eleven of these: in the order of the file, the pack changes 3 times; by chance, every other time.
        Assert.InRange(packs.Zip(packs.Skip(1)).Count(pair => pair.First != pair.Second), 10, 30);
    }

    [Fact]
    public async Task What_fits_into_one_pack_ends_in_one_pack()
    {
        var store = new MemoryStore();
        var repository = HistoryRepository.Create(store, version: 2);
        var indexed = await repository.LoadIndexAsync(None);
        var ids = await WriteAsync(indexed, count: 9, new Random(7));
        Assert.Single(ids.Select(id => indexed.FindData(id)!.Value.Pack).Distinct());
        // One for the tree.
        Assert.Equal(2, store.Objects.Keys.Count(name => name.Kind is ObjectKind.Pack));
        foreach (var id in ids)
            (await indexed.ReadBlobAsync(BlobType.Data, id, None)).Dispose();
    }

    private static async Task<List<BlobId>> WriteAsync(IndexedRepository repository, int count, Random choice)
    {
        const int size = 100_000;
        await using var writer = repository.BeginWrite(new PackSizing { TargetBytes = 1 << 20 }, choice);
        var ids = new List<BlobId>();
        for (var seed = 0; seed < count; seed++)
        {
            var owner = MemoryPool<byte>.Shared.Rent(size);
            new Random(seed).NextBytes(owner.Memory.Span[..size]);
            ids.Add(await (await writer.AddDataAsync(owner, size, None)));
        }

        var tree = await writer.AddTreeAsync([], None);
        await writer.CommitAsync(new Snapshot { Time = new GoTime(1_700_000_000, 0, 0), Tree = tree, Paths = ["/"], Hostname = "here" }, None);
        return ids;
    }
}
