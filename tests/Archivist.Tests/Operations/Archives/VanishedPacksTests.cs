using Archivist.Operations.Auditing;
using Archivist.Operations.Checking;
using Archivist.Operations.Problems;
using Archivist.Operations.Repairing;
using Archivist.Operations.Replicating;
using Archivist.Operations.Retention;
using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Tests.Operations.Archives;

/// <summary>Packs that no snapshot needs any more, so that a check of the repository alone finds nothing wrong when they disappear together with their index.</summary>
public sealed class VanishedPacksTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_pack_that_disappears_together_with_its_index_is_found_by_check_and_audit_and_comes_back_from_a_replica()
    {
        var later = await SetUpAsync();
        Assert.Equal(Failure.None, (await CheckAsync()).Verdict);
        RemoveFromRepository(later);

        var check = await CheckAsync();
        var audit = await AuditAsync();
        await new ReplicaRepairOperation(_bench.Environment).RunAsync(new ReplicaRepairRequest { Archive = _bench.Access, RepairsRepository = true }, _bench.Events, None);

        Assert.True(check.Report.IsSound);
        Assert.Equal((Failure.Tampering, Failure.Tampering), (check.Verdict, audit.Verdict));
        var vanished = _bench.Events.Warnings.OfType<PacksVanished>().First();
        Assert.Equal(Packs(later), vanished.Packs.Select(pack => pack.Value).Order());
        Assert.Equal(vanished.Packs.Count, vanished.Count);
        Assert.All(later.Where(name => name.Kind is ObjectKind.Pack), pack => Assert.Contains(pack, Store.Objects.Keys));
        Assert.NotEqual(Failure.Tampering, (await CheckAsync()).Verdict);
    }

    [Fact]
    public async Task Without_the_names_their_number_is_missed()
    {
        var later = await SetUpAsync();
        RemoveFromRepository(later);
        File.Delete(_bench.Folder.At("repository.audits.sqlite"));

        var check = await CheckAsync();

        Assert.Equal(Failure.Tampering, check.Verdict);
        var vanished = _bench.Events.Warnings.OfType<PacksVanished>().Single();
        Assert.Equal((0, Packs(later).Count()), (vanished.Packs.Count, (int)vanished.Count));
    }

    [Fact]
    public async Task What_a_prune_removes_is_not_missed()
    {
        await SetUpAsync();

        var pruned = await new PruneOperation(_bench.Environment).RunAsync(
            new PruneRequest { Archive = _bench.Access, AllowsBelowPolicy = true }, _bench.Events, None);

        Assert.True(pruned.Outcome.Figures.PacksDeleted > 0);
        Assert.Equal(Failure.None, (await CheckAsync()).Verdict);
        Assert.DoesNotContain(_bench.Events.Warnings, problem => problem is PacksVanished);
    }

    [Fact]
    public async Task A_replica_is_not_pruned_while_packs_have_vanished()
    {
        var later = await SetUpAsync();
        RemoveFromRepository(later);

        var pruned = await new PruneReplicasOperation(_bench.Environment).RunAsync(new PruneReplicasRequest { Archive = _bench.Access, Removes = true, AllowsBelowPolicy = true }, _bench.Events, None);

        Assert.Equal(Failure.Tampering, pruned.Verdict);
        Assert.All(later, name => Assert.Contains(name, _bench.Stores[_bench.Folder.At("one")].Objects.Keys));
    }

    [Fact]
    public async Task Rebuilding_the_indexes_gives_up_what_has_vanished()
    {
        var later = await SetUpAsync();
        RemoveFromRepository(later);

        await RepairIndexAsync();

        Assert.Equal(Failure.None, (await CheckAsync()).Verdict);
        Assert.Equal(2, (await _bench.ReadLedgerAsync()).Split('\n').Count(line => line.Contains("\"type\":\"index-repaired\"", StringComparison.Ordinal)));
    }

    private string Repository => _bench.Folder.At("repository");

    private Archivist.TestKit.MemoryStore Store => _bench.Stores[Repository];

    /// <summary>A repository whose packs are noted, and a replica of it. The objects of a later snapshot, which was forgotten, are returned.</summary>
    private async Task<List<ObjectName>> SetUpAsync()
    {
        _bench.UseSettings("one");
        await File.AppendAllTextAsync(_bench.Access.SettingsFile!, "\n[policy]\ncopies = 1\n", None);
        await _bench.AddRepositoryAsync(Repository);
        await _bench.BeginLedgerAsync();
        var before = Store.Objects.Keys.ToHashSet();
        await Bench.AddSnapshotAsync(await _bench.OpenAsync(Repository), "something that is forgotten later");
        var later = Store.Objects.Keys.Where(name => !before.Contains(name) && name.Kind is ObjectKind.Pack or ObjectKind.Index && !before.Contains(name)).ToList();
        await RepairIndexAsync();
        await new ReplicateOperation(_bench.Environment).RunAsync(new ReplicateRequest { Archive = _bench.Access, Begins = true }, _bench.Events, None);
        foreach (var snapshot in Store.Objects.Keys.Where(name => name.Kind is ObjectKind.Snapshot && !before.Contains(name)).ToList())
            Store.Objects.Remove(snapshot);
        Assert.NotEmpty(Packs(later));
        return later;
    }

    private void RemoveFromRepository(IEnumerable<ObjectName> names)
    {
        foreach (var name in names)
            Store.Objects.Remove(name);
    }

    private static IEnumerable<Archivist.Repository.Crypto.Digest> Packs(IEnumerable<ObjectName> names) => names.Where(name => name.Kind is ObjectKind.Pack).Select(name => name.Id).Order();

    private Task<IndexRepairResult> RepairIndexAsync() =>
        new IndexRepairOperation(_bench.Environment).RunAsync(new IndexRepairRequest { Archive = _bench.Access }, _bench.Events, None);

    private Task<CheckResult> CheckAsync() => new CheckOperation(_bench.Environment).RunAsync(new CheckRequest { Archive = _bench.Access }, _bench.Events, None);

    private Task<AuditResult> AuditAsync() => new AuditOperation(_bench.Environment).RunAsync(new AuditRequest { Archive = _bench.Access }, _bench.Events, None);
}
