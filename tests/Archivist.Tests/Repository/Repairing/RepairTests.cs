using System.Text;
using Archivist.Images.Verifying;
using Archivist.Platform;
using Archivist.Repository.Cataloguing;
using Archivist.Repository.Checking;
using Archivist.Repository.Ids;
using Archivist.Repository.Indexing;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;
using Archivist.Repository.Repairing;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;
using Archivist.TestKit;
using Archivist.Tests.Repository.Pruning;

namespace Archivist.Tests.Repository.Repairing;

public sealed class RepairTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_repository_without_any_index_gets_its_indexes_back(int version)
    {
        var (store, repository) = await CreateAsync(version);
        RemoveAll(store, ObjectKind.Index);
        var plan = await RepairIndexAsync(repository, readAllPacks: false);
        Assert.Equal(Packs(store).Count, plan.PacksChanged);
        await IsWholeAsync(repository);
        Assert.True((await IndexRepairPlan.BuildAsync(repository, true, null, None)).IsEmpty);
    }

    [Fact]
    public async Task Damaged_and_overlapping_indexes_are_replaced()
    {
        var (store, repository) = await CreateAsync(2);
        store.Objects.First(item => item.Key.Kind is ObjectKind.Index).Value[50] ^= 1;
        var catalogue = await IndexCatalogue.LoadAsync(repository, (_, _) => { }, None);
        await repository.WriteFileAsync(ObjectKind.Index, IndexFile.Write(catalogue.Packs.Select(pack => (pack.Id, (IReadOnlyList<Archivist.Repository.Packs.PackedBlob>)pack.Blobs))), None);
        var plan = await RepairIndexAsync(repository, readAllPacks: false);
        Assert.Equal(1, plan.IndexesDamaged);
        await IsWholeAsync(repository);
    }

    [Fact]
    public async Task An_index_that_lies_is_found_by_reading_all_headers()
    {
        var (store, repository) = await CreateAsync(2);
        var catalogue = await IndexCatalogue.LoadAsync(repository, null, None);
        RemoveAll(store, ObjectKind.Index);
        // The same lengths, other ids.
        await repository.WriteFileAsync(
            ObjectKind.Index,
            IndexFile.Write(catalogue.Packs.Select(pack => (pack.Id, (IReadOnlyList<Archivist.Repository.Packs.PackedBlob>)
                [.. pack.Blobs.Select(blob => blob with { Id = new BlobId(Digest.Of(Encoding.UTF8.GetBytes(blob.Id.ToString()))) })]))),
            None);
        Assert.True((await IndexRepairPlan.BuildAsync(repository, false, null, None)).IsEmpty);
        await RepairIndexAsync(repository, readAllPacks: true);
        await IsWholeAsync(repository);
    }

    [Fact]
    public async Task Repairing_the_index_may_stop_at_any_change()
    {
        var (original, first) = await CreateAsync(2);
        original.Objects.First(item => item.Key.Kind is ObjectKind.Index).Value[50] ^= 1;
        for (var changes = 0; ; changes++)
        {
            var store = HistoryRepository.Copy(original);
            var stopping = new StoppingStore(store, changes, lastOneHappens: changes % 2 == 0);
            try
            {
                await RepairIndexAsync(first.From(stopping), readAllPacks: false);
            }
            catch (IOException) when (stopping.HasStopped)
            {
                // As planned.
            }

            RemoveAll(store, ObjectKind.Lock);
            await RepairIndexAsync(first.From(store), readAllPacks: false);
            await IsWholeAsync(first.From(store));
            if (!stopping.HasStopped)
                return;
        }
    }

    [Fact]
    public async Task Whole_blobs_of_a_damaged_pack_are_saved_and_the_rest_is_cut_out_of_the_snapshots()
    {
        var (store, repository) = await CreateAsync(2);
        var catalogue = await IndexCatalogue.LoadAsync(repository, null, None);
        var victim = catalogue.Packs.First(pack => pack.HasData && pack.Blobs.Length > 2);
        store.Objects[new ObjectName(ObjectKind.Pack, victim.Id.Value)][victim.Blobs[1].Offset + 20] ^= 1;
        Assert.False((await CheckAsync(repository)).IsSound);

        var copies = new List<PackId>();
        PackRepairPlan plan;
        await using (var held = await RepositoryLock.AcquireAsync(repository, true, Operator.Current, TimeProvider.System, None))
        {
            plan = await PackRepairPlan.BuildAsync(repository, [victim.Id], None);
            await plan.ApplyAsync(held, (pack, _, _) => Add(copies, pack), None);
        }

        Assert.Equal(new PackSalvage(victim.Id, victim.Blobs.Length - 1, 1), Assert.Single(plan.Packs));
        Assert.Equal([victim.Id], copies);
        var damaged = await RepairSnapshotsAsync(repository, forget: true);
        Assert.NotEmpty(damaged.Damaged);
        Assert.All(damaged.Damaged, item => Assert.Contains("pieces are missing", Assert.Single(item.Losses), StringComparison.Ordinal));
        await IsWholeAsync(repository);
        Assert.Contains(await repository.ListSnapshotsAsync(None), item => item.Tags.Contains("repaired") && item.Original is not null);
        Assert.Empty((await SnapshotRepairPlan.BuildAsync(repository, await repository.ListSnapshotsAsync(None), None)).Damaged);
    }

    [Fact]
    public async Task A_folder_that_is_lost_becomes_an_empty_one_and_a_lost_root_leaves_nothing()
    {
        var (store, repository) = await CreateAsync(2);
        var indexed = await repository.LoadIndexAsync(None);
        var snapshots = await repository.ListSnapshotsAsync(None);
        var below = (await indexed.ReadTreeAsync(snapshots[0].Tree, None))[0].Subtree!.Value;
        foreach (var lost in new[] { below, snapshots[1].Tree })
        {
            Assert.True(indexed.Index.TryFind(BlobType.Tree, lost, out var location));
            store.Objects[new ObjectName(ObjectKind.Pack, location.Pack.Value)][location.Blob.Offset + 3] ^= 1;
        }

        var plan = await RepairSnapshotsAsync(repository, forget: false);
        Assert.Contains(plan.Damaged, item => item.RootIsLost && item.Snapshot.Id == snapshots[1].Id);
        var repaired = Assert.Single(await repository.ListSnapshotsAsync(None), item => item.Original == snapshots[0].Id);
        indexed = await repository.LoadIndexAsync(None);
        var folder = Assert.Single(await indexed.ReadTreeAsync(repaired.Tree, None));
        Assert.Equal("home", folder.Name.ToString());
        Assert.Empty(await indexed.ReadTreeAsync(folder.Subtree!.Value, None));
    }

    private static async Task<(MemoryStore Store, OpenRepository Repository)> CreateAsync(int version)
    {
        var store = new MemoryStore();
        var repository = HistoryRepository.Create(store, version);
        await HistoryRepository.AddAsync(repository, 1, 2, 3);
        await HistoryRepository.AddAsync(repository, 3, 4);
        return (store, repository);
    }

    private static async Task<IndexRepairPlan> RepairIndexAsync(OpenRepository repository, bool readAllPacks)
    {
        await using var held = await RepositoryLock.AcquireAsync(repository, true, Operator.Current, TimeProvider.System, None);
        var plan = await IndexRepairPlan.BuildAsync(repository, readAllPacks, null, None);
        await plan.ApplyAsync(held, None);
        return plan;
    }

    private static async Task<SnapshotRepairPlan> RepairSnapshotsAsync(OpenRepository repository, bool forget)
    {
        await using var held = await RepositoryLock.AcquireAsync(repository, true, Operator.Current, TimeProvider.System, None);
        var plan = await SnapshotRepairPlan.BuildAsync(repository, await repository.ListSnapshotsAsync(None), None);
        await plan.ApplyAsync(held, forget, "test", None);
        return plan;
    }

    private static Task Add(List<PackId> packs, PackId pack)
    {
        packs.Add(pack);
        return Task.CompletedTask;
    }

    private static Task<CheckReport> CheckAsync(OpenRepository repository) => new RepositoryCheck(repository).RunAsync(true, null, None);

    private static async Task IsWholeAsync(OpenRepository repository)
    {
        Assert.Empty((await CheckAsync(repository)).Findings);
        await HistoryRepository.ReadEverythingAsync(repository);
    }

    private static List<ObjectName> Packs(MemoryStore store) => [.. store.Objects.Keys.Where(name => name.Kind is ObjectKind.Pack)];

    private static void RemoveAll(MemoryStore store, ObjectKind kind)
    {
        foreach (var name in store.Objects.Keys.Where(name => name.Kind == kind).ToList())
            store.Objects.Remove(name);
    }
}
