using Archivist.Operations.Repairing;
using Archivist.Operations.Replicating;
using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Tests.Operations.Repairing;

public sealed class RepairingTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Lost_indexes_are_rebuilt_from_the_packs()
    {
        await _bench.AddRepositoryAsync();
        foreach (var index in Names(ObjectKind.Index))
            _bench.Stores[Bench.Here].Objects.Remove(index);
        var operation = new IndexRepairOperation(_bench.Environment);
        var request = new IndexRepairRequest { Archive = _bench.Access };

        var planned = await operation.RunAsync(request with { IsDryRun = true }, _bench.Events, None);
        Assert.Equal(0, _bench.Count(ObjectKind.Index));
        var done = await operation.RunAsync(request, _bench.Events, None);
        var again = await operation.RunAsync(request, _bench.Events, None);

        Assert.Equal((true, false), (planned.IsDryRun, planned.Plan.IsEmpty));
        Assert.Equal(planned.Plan.PacksChanged, done.Plan.PacksChanged);
        Assert.True(again.Plan.IsEmpty);
        Assert.Equal(Failure.None, done.Verdict);
    }

    [Fact]
    public async Task A_damaged_pack_is_copied_away_and_the_snapshot_that_needed_it_is_rewritten()
    {
        var repository = await _bench.AddRepositoryAsync();
        var snapshot = Assert.Single(await repository.ListSnapshotsAsync(None));
        var pack = (await repository.LoadIndexAsync(None)).FindData((await (await repository.LoadIndexAsync(None)).ReadTreeAsync(snapshot.Tree, None))[0].Content[0])!.Value.Pack;
        _bench.Stores[Bench.Here].Objects[new ObjectName(ObjectKind.Pack, pack.Value)][5] ^= 1;
        var request = new PackRepairRequest { Archive = _bench.Access, Packs = [pack.ToString()[..12]], CopyDirectory = _bench.Folder.Path };

        var planned = await new PackRepairOperation(_bench.Environment).RunAsync(request with { IsDryRun = true }, _bench.Events, None);
        var saved = await new PackRepairOperation(_bench.Environment).RunAsync(request, _bench.Events, None);
        var repaired = await new SnapshotRepairOperation(_bench.Environment).RunAsync(
            new SnapshotRepairRequest { Archive = _bench.Access, Forgets = true }, _bench.Events, None);

        Assert.Null(Assert.Single(planned.Packs).Copy);
        Assert.Equal(_bench.Folder.At($"pack-{pack}"), Assert.Single(saved.Packs).Copy);
        Assert.True(File.Exists(saved.Packs[0].Copy));
        Assert.Equal(1, saved.Packs[0].Salvage.Lost);
        var damaged = Assert.Single(repaired.Damaged);
        Assert.Equal(snapshot.Id, damaged.Damage.Snapshot.Id);
        Assert.NotEqual(snapshot.Id, damaged.Repaired!.Id);
        Assert.Equal(damaged.Repaired.Id, Assert.Single(await (await _bench.OpenAsync()).ListSnapshotsAsync(None)).Id);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_pack_that_a_replica_has_comes_from_there_whole(bool isMissing)
    {
        _bench.UseSettings("one", "two");
        var here = _bench.Folder.At("repository");
        await _bench.AddRepositoryAsync(here);
        await _bench.BeginLedgerAsync();
        await new ReplicateOperation(_bench.Environment).RunAsync(new ReplicateRequest { Archive = _bench.Access, Begins = true }, _bench.Events, None);
        var pack = _bench.Stores[here].Objects.Keys.First(name => name.Kind is ObjectKind.Pack);
        var whole = _bench.Stores[here].Objects[pack];
        byte[] Damaged() => [.. whole.Select(value => (byte)(value ^ 1))];
        // The first replica that answers is damaged as well.
        _bench.Stores[_bench.Folder.At("one")].Objects[pack] = Damaged();
        if (isMissing)
            _bench.Stores[here].Objects.Remove(pack);
        else
            _bench.Stores[here].Objects[pack] = Damaged();
        var request = new PackRepairRequest { Archive = _bench.Access, Packs = [pack.Id.ToString()], CopyDirectory = _bench.Folder.Path };

        var planned = Assert.Single((await new PackRepairOperation(_bench.Environment).RunAsync(request with { IsDryRun = true }, _bench.Events, None)).Packs);
        Assert.Equal(!isMissing, _bench.Stores[here].Objects.ContainsKey(pack));
        var saved = Assert.Single((await new PackRepairOperation(_bench.Environment).RunAsync(request, _bench.Events, None)).Packs);

        Assert.Equal((true, null, 0), (planned.IsFromReplica, planned.Copy, planned.Salvage.Lost));
        Assert.Equal((true, 0), (saved.IsFromReplica, saved.Salvage.Lost));
        Assert.Equal(whole, _bench.Stores[here].Objects[pack]);
        if (isMissing)
            Assert.Null(saved.Copy);
        else
            Assert.Equal(Damaged(), await File.ReadAllBytesAsync(saved.Copy!, None));
    }

    [Fact]
    public async Task A_pack_that_does_not_exist_is_refused()
    {
        await _bench.AddRepositoryAsync();
        var request = new PackRepairRequest { Archive = _bench.Access, Packs = ["ffffffffffff"], CopyDirectory = "/nonexistent" };

        var failure = await Assert.ThrowsAsync<ArchivistException>(() => new PackRepairOperation(_bench.Environment).RunAsync(request, _bench.Events, None));

        Assert.Equal(Failure.Usage, failure.Failure);
        Assert.Equal(0, _bench.Count(ObjectKind.Lock));
    }

    private List<ObjectName> Names(ObjectKind kind) => [.. _bench.Stores[Bench.Here].Objects.Keys.Where(name => name.Kind == kind)];
}
