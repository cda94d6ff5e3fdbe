using Archivist.Platform;
using Archivist.Replicas.Stores.Folder;
using Archivist.Repository.Cataloguing;
using Archivist.Repository.Ids;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;
using Archivist.Repository.Repairing;
using Archivist.Repository.Stores;
using Archivist.TestKit;
using Archivist.Tests.Repository.Pruning;

namespace Archivist.Tests.Faults;

/// <summary>
/// The power fails at every step of a repair. The repository was damaged before: afterwards no more of it is lost than was, the check says so, and the
/// same repair runs to its end.
/// </summary>
public sealed class PowerFailureOfRepairTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly MemoryStore _made = new();

    [Fact]
    public async Task Repairing_a_lost_index_may_be_cut_off_anywhere()
    {
        var repository = await CreateAsync();
        // The other one stays, and what it knows must stay known.
        _made.Objects.Remove(_made.Objects.Keys.First(name => name.Kind is ObjectKind.Index));
        await RepairIndexEverywhereAsync(repository);
    }

    [Fact]
    public async Task Repairing_a_damaged_index_may_be_cut_off_anywhere()
    {
        var repository = await CreateAsync();
        _made.Objects.First(item => item.Key.Kind is ObjectKind.Index).Value[50] ^= 1;
        await RepairIndexEverywhereAsync(repository);
    }

    [Fact]
    public async Task Repairing_a_pack_may_be_cut_off_anywhere()
    {
        var repository = await CreateAsync();
        var victim = await DamageAsync(repository);
        var (cuts, known) = await OnDiskAsync(repository);
        var copied = 0;
        await cuts.FailEverywhereAsync(known, async (found, _) =>
        {
            // Once it is gone there is nothing more to save of it.
            if (await found.Store.FindLengthAsync(new ObjectName(ObjectKind.Pack, victim.Value), None) is null)
                return;
            await using var held = await RepositoryLock.AcquireAsync(found, true, Operator.Current, TimeProvider.System, None);
            var plan = await PackRepairPlan.BuildAsync(found, [victim], None);
            await plan.ApplyAsync(held, (_, _, _) => Task.FromResult(copied++), None);
        });
        Assert.True(copied > 1, $"{copied} copies were asked for");
    }

    [Fact]
    public async Task Repairing_snapshots_may_be_cut_off_anywhere()
    {
        var repository = await CreateAsync();
        var victim = await DamageAsync(repository);
        await using (var held = await RepositoryLock.AcquireAsync(repository, true, Operator.Current, TimeProvider.System, None))
            await (await PackRepairPlan.BuildAsync(repository, [victim], None)).ApplyAsync(held, (_, _, _) => Task.CompletedTask, None);
        var (cuts, known) = await OnDiskAsync(repository);
        await cuts.FailEverywhereAsync(
            known,
            async (found, acknowledge) =>
            {
                await using var held = await RepositoryLock.AcquireAsync(found, true, Operator.Current, TimeProvider.System, None);
                var plan = await SnapshotRepairPlan.BuildAsync(found, await found.ListSnapshotsAsync(None), None);
                foreach (var (_, repaired) in await plan.ApplyAsync(held, forget: true, "test", None))
                    acknowledge(repaired!.Id);
            },
            Losses.None);
    }

    private async Task RepairIndexEverywhereAsync(OpenRepository repository)
    {
        var (cuts, known) = await OnDiskAsync(repository);
        await cuts.FailEverywhereAsync(
            known,
            async (found, _) =>
            {
                await using var held = await RepositoryLock.AcquireAsync(found, true, Operator.Current, TimeProvider.System, None);
                await (await IndexRepairPlan.BuildAsync(found, readAllPacks: false, null, None)).ApplyAsync(held, None);
            },
            Losses.None);
    }

    private async Task<OpenRepository> CreateAsync()
    {
        var repository = HistoryRepository.Create(_made, 2);
        await HistoryRepository.AddAsync(repository, 1, 2);
        await HistoryRepository.AddAsync(repository, 2, 3);
        return repository;
    }

    /// <summary>A bit of one blob of a pack with several is wrong.</summary>
    private async Task<PackId> DamageAsync(OpenRepository repository)
    {
        var victim = (await IndexCatalogue.LoadAsync(repository, null, None)).Packs.First(pack => pack.HasData && pack.Blobs.Length > 2);
        _made.Objects[new ObjectName(ObjectKind.Pack, victim.Id.Value)][victim.Blobs[1].Offset + 20] ^= 1;
        return victim.Id;
    }

    /// <summary>The same objects, damaged as they are, as files that can be lost.</summary>
    private async Task<(PowerCuts Cuts, IReadOnlyList<SnapshotId> Known)> OnDiskAsync(OpenRepository repository)
    {
        var files = new CrashingFiles();
        var store = new FolderStore(PowerCuts.Folder, files);
        foreach (var (name, bytes) in _made.Objects)
            await store.PutAsync(name, new BytesContent(bytes), None);
        var onDisk = repository.From(store);
        return (new PowerCuts(files, onDisk), [.. (await onDisk.ListSnapshotsAsync(None)).Select(snapshot => snapshot.Id)]);
    }
}
