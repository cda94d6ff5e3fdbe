using Archivist.Images.Verifying;
using Archivist.Platform;
using Archivist.Platform.Problems;
using Archivist.Repository.Cataloguing;
using Archivist.Repository.Checking;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Indexing;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Pruning;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Repository.Pruning;

public sealed class PruneTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly PruneOptions Tight = new() { MaxUnused = Limit("0"), Sizing = new PackSizing { TargetBytes = 1 << 20 } };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task What_no_snapshot_needs_goes_and_the_rest_stays(int version)
    {
        var (store, repository) = await CreateAsync(version);
        var before = Bytes(store);
        var plan = await HistoryRepository.PruneAsync(repository, Tight);
        Assert.True(plan.Figures.PacksRepacked > 0 && plan.Figures.PacksDeleted > 0);
        Assert.InRange(before - Bytes(store), plan.Figures.FreedBytes - 5_000, plan.Figures.FreedBytes + 5_000);
        await IsWholeAsync(repository);
        Assert.True((await PlanAsync(repository, Tight)).IsEmpty);
        if (version == 1)
            Assert.All((await IndexCatalogue.LoadAsync(repository, null, None)).Packs, pack => Assert.All(pack.Blobs, blob => Assert.False(blob.IsCompressed)));
    }

    /// <summary>The heart: stopped at every change, before it and after it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stopped_at_any_change_every_snapshot_reads_and_the_next_run_ends_the_same(bool lastOneHappens)
    {
        var (original, first) = await CreateAsync(2);
        var wanted = await PackContentsAfterAsync(first.From(HistoryRepository.Copy(original)));
        for (var changes = 0; ; changes++)
        {
            var store = HistoryRepository.Copy(original);
            var stopping = new StoppingStore(store, changes, lastOneHappens);
            try
            {
                await HistoryRepository.PruneAsync(first.From(stopping), Tight);
            }
            catch (IOException) when (stopping.HasStopped)
            {
                // As planned; also when the lock could not be given back any more.
            }

            var repository = first.From(store);
            foreach (var name in store.Objects.Keys.Where(name => name.Kind is ObjectKind.Lock).ToList())
                store.Objects.Remove(name);
            Assert.True((await new RepositoryCheck(repository).RunAsync(true, null, None)).IsSound, $"after {changes} changes");
            await HistoryRepository.ReadEverythingAsync(repository);
            Assert.Equal(wanted, await PackContentsAfterAsync(repository));
            if (!stopping.HasStopped)
            {
                Assert.True(changes > 8);
                return;
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_needed_pack_that_is_missing_or_short_ends_it_before_anything_changes(bool missing)
    {
        var (store, repository) = await CreateAsync(2);
        var needed = (await PlanAsync(repository, Tight)).Figures.PacksKept;
        Assert.True(needed > 0);
        var refused = 0;
        foreach (var pack in store.Objects.Keys.Where(name => name.Kind is ObjectKind.Pack).ToList())
        {
            var damaged = HistoryRepository.Copy(store);
            if (missing)
                damaged.Objects.Remove(pack);
            else
                damaged.Objects[pack] = damaged.Objects[pack][..^1];
            var before = Bytes(damaged);
            try
            {
                await HistoryRepository.PruneAsync(repository.From(damaged), Tight);
                await IsWholeAsync(repository.From(damaged));
            }
            catch (ArchivistException failure)
            {
                Assert.Contains(failure.Failure, new[] { Failure.DataLoss, Failure.Tampering });
                Assert.Equal(before, Bytes(damaged));
                refused++;
            }
        }

        Assert.True(refused >= needed);
    }

    [Fact]
    public async Task A_needed_blob_that_is_damaged_ends_it_before_anything_is_removed()
    {
        var (store, repository) = await CreateAsync(2);
        var objects = store.Objects.Keys.ToHashSet();
        foreach (var bytes in store.Objects.Where(item => item.Key.Kind is ObjectKind.Pack).Select(item => item.Value))
        {
            for (var i = 100; i < bytes.Length; i += 50_000)
                bytes[i] ^= 1;
        }

        var failure = await Assert.ThrowsAsync<ArchivistException>(() => HistoryRepository.PruneAsync(repository, Tight));
        Assert.Equal(Failure.Tampering, failure.Failure);
        Assert.Superset(objects, store.Objects.Keys.ToHashSet());
    }

    [Fact]
    public async Task A_damaged_snapshot_or_index_ends_it_for_nobody_knows_what_is_needed()
    {
        foreach (var kind in new[] { ObjectKind.Snapshot, ObjectKind.Index })
        {
            var (store, repository) = await CreateAsync(2);
            store.Objects.First(item => item.Key.Kind == kind).Value[40] ^= 1;
            var before = store.Objects.Count;
            await Assert.ThrowsAsync<ArchivistException>(() => HistoryRepository.PruneAsync(repository, Tight));
            Assert.Equal(before, store.Objects.Count);
        }
    }

    [Fact]
    public async Task Packs_that_no_index_names_go()
    {
        var (store, repository) = await CreateAsync(2);
        await HistoryRepository.PruneAsync(repository, Tight);
        var stray = new ObjectName(ObjectKind.Pack, Digest.Of("stray"u8));
        store.Objects.Add(stray, new byte[1000]);
        var plan = await HistoryRepository.PruneAsync(repository, Tight);
        Assert.Equal(1, plan.Figures.PacksUnindexed);
        Assert.False(store.Objects.ContainsKey(stray));
        await IsWholeAsync(repository);
    }

    [Fact]
    public async Task An_index_that_appears_meanwhile_stops_it_before_anything_is_removed()
    {
        var (store, repository) = await CreateAsync(2);
        var packs = store.Objects.Keys.Where(name => name.Kind is ObjectKind.Pack).ToHashSet();
        await using var held = await RepositoryLock.AcquireAsync(repository, true, Operator.Current, TimeProvider.System, None);
        var plan = await PlanAsync(repository, Tight);
        await repository.WriteFileAsync(ObjectKind.Index, IndexFile.Write([(new PackId(Digest.Of("new"u8)), Array.Empty<PackedBlob>())]), None);
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => plan.ApplyAsync(held, null, None));
        Assert.Equal(Failure.RepositoryLocked, failure.Failure);
        Assert.Superset(packs, store.Objects.Keys.Where(name => name.Kind is ObjectKind.Pack).ToHashSet());
    }

    [Fact]
    public async Task A_lost_lock_stops_it_before_anything_is_removed()
    {
        var (store, repository) = await CreateAsync(2);
        var packs = store.Objects.Keys.Where(name => name.Kind is ObjectKind.Pack).ToHashSet();
        await using var held = await RepositoryLock.AcquireAsync(repository, true, Operator.Current, TimeProvider.System, None);
        var plan = await PlanAsync(repository, Tight);
        store.Objects.Remove(store.Objects.Keys.Single(name => name.Kind is ObjectKind.Lock));
        await Assert.ThrowsAsync<ArchivistException>(() => plan.ApplyAsync(held, null, None));
        Assert.Superset(packs, store.Objects.Keys.Where(name => name.Kind is ObjectKind.Pack).ToHashSet());
    }

    [Fact]
    public async Task Further_copies_of_blobs_and_overlapping_indexes_end_with_one_of_each()
    {
        var (store, repository) = await CreateAsync(2);
        // A second repository of the same key, merged into the first: the same blobs in other packs.
        var other = repository.From(new MemoryStore());
        await HistoryRepository.AddAsync(other, 1, 2, 3);
        foreach (var (name, bytes) in ((MemoryStore)other.Store).Objects)
            store.Objects.TryAdd(name, bytes);
        var catalogue = await IndexCatalogue.LoadAsync(repository, null, None);
        await repository.WriteFileAsync(ObjectKind.Index, IndexFile.Write(catalogue.Packs.Select(pack => (pack.Id, (IReadOnlyList<PackedBlob>)pack.Blobs))), None);
        Assert.NotEmpty(catalogue.Copies);

        var plan = await HistoryRepository.PruneAsync(repository, Tight);
        Assert.True(plan.Figures.DuplicateBlobs > 0);
        Assert.Empty((await IndexCatalogue.LoadAsync(repository, null, None)).Copies);
        await IsWholeAsync(repository);
    }

    [Fact]
    public async Task Limits_are_kept()
    {
        var (_, repository) = await CreateAsync(2);
        Assert.True((await PlanAsync(repository, Tight)).Figures.PacksRepacked >= 1);
        Assert.Equal(0, (await PlanAsync(repository, Tight with { MaxRepackBytes = 0 })).Figures.PacksRepacked);
        var unlimited = await PlanAsync(repository, Tight with { MaxUnused = Limit("unlimited") });
        var cacheable = await PlanAsync(repository, Tight with { RepackCacheableOnly = true });
        Assert.True(unlimited.Figures.PacksRepacked < (await PlanAsync(repository, Tight)).Figures.PacksRepacked);
        Assert.True(cacheable.Figures.RepackedBytes < 100_000);
        var half = await PlanAsync(repository, Tight with { MaxUnused = Limit("20%") });
        Assert.True(half.Figures.UnusedBytesAfter <= 0.2 * (half.Figures.UsedBytes + half.Figures.UnusedBytesAfter) + 1000);
        Assert.True((await PlanAsync(repository, Tight with { RepackSmall = true, Sizing = PackSizing.Default })).Figures.PacksKept == 0);
    }

    [Fact]
    public async Task Random_histories_with_random_removals_stay_whole()
    {
        for (var seed = 0; seed < 15; seed++)
        {
            var random = new Random(seed);
            var store = new MemoryStore();
            var repository = HistoryRepository.Create(store, 1 + seed % 2);
            var snapshots = new List<Snapshot>();
            for (var i = 0; i < 6; i++)
                snapshots.Add(await HistoryRepository.AddAsync(repository, [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(6))]));
            for (var round = 0; round < 3 && snapshots.Count > 1; round++)
            {
                foreach (var snapshot in snapshots.Where(_ => random.Next(3) == 0).ToList())
                {
                    await HistoryRepository.RemoveAsync(repository, snapshot);
                    snapshots.Remove(snapshot);
                }

                await HistoryRepository.PruneAsync(repository, Tight with { MaxUnused = random.Next(2) == 0 ? Limit("0") : Limit("30%") });
                await IsWholeAsync(repository);
            }
        }
    }

    /// <summary>Three snapshots share files; two of them are gone.</summary>
    private static async Task<(MemoryStore Store, OpenRepository Repository)> CreateAsync(int version)
    {
        var store = new MemoryStore();
        var repository = HistoryRepository.Create(store, version);
        var first = await HistoryRepository.AddAsync(repository, 1, 2, 3);
        await HistoryRepository.AddAsync(repository, 3, 4, 5);
        var third = await HistoryRepository.AddAsync(repository, 5, 6);
        await HistoryRepository.RemoveAsync(repository, first);
        await HistoryRepository.RemoveAsync(repository, third);
        return (store, repository);
    }

    private static Task<PrunePlan> PlanAsync(OpenRepository repository, PruneOptions options) =>
        PrunePlan.BuildAsync(repository, options, new HashSet<SnapshotId>(), null, None);

    private static UnusedLimit Limit(string text) => UnusedLimit.TryParse(text, out var limit) ? limit : throw new FormatException(text);

    private static async Task IsWholeAsync(OpenRepository repository)
    {
        Assert.Empty((await new RepositoryCheck(repository).RunAsync(true, null, None)).Findings);
        await HistoryRepository.ReadEverythingAsync(repository);
    }

    /// <summary>Prunes to the end and lists the blobs that are left, once per copy.</summary>
    private static async Task<string> PackContentsAfterAsync(OpenRepository repository)
    {
        await HistoryRepository.PruneAsync(repository, Tight);
        await IsWholeAsync(repository);
        var left = (await IndexCatalogue.LoadAsync(repository, null, None)).Packs.SelectMany(pack => pack.Blobs);
        return string.Join('\n', left.Select(blob => $"{blob.Type} {blob.Id}").Order(StringComparer.Ordinal));
    }

    private static long Bytes(MemoryStore store) => store.Objects.Where(item => item.Key.Kind is not ObjectKind.Lock).Sum(item => (long)item.Value.Length);
}
