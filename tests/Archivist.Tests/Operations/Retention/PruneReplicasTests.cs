using Archivist.Operations.Auditing;
using Archivist.Operations.Problems;
using Archivist.Operations.Replicating;
using Archivist.Operations.Retention;
using Archivist.Platform.Problems;
using Archivist.Repository.Opening;
using Archivist.Repository.Pruning;
using Archivist.Repository.Stores;

namespace Archivist.Tests.Operations.Retention;

public sealed class PruneReplicasTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Bench _bench = new();
    private OpenRepository? _repository;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task What_the_repository_no_longer_has_goes_after_the_time_of_grace_and_the_replica_is_the_repository_then()
    {
        await SetUpAsync();
        await ForgetOldAsync();
        var planned = await GraceAsync();

        Assert.NotEmpty(planned.Removable);
        Assert.NotEqual(_bench.Stores[Repository].Objects.Count, _bench.Stores[Replica].Objects.Count);
        var pruned = await PruneAsync(removes: true);

        Assert.Equal(planned.Removable, pruned.Removable);
        Assert.Equal(Names(Repository), Names(Replica));
        Assert.Contains("\"type\":\"replica-pruned\"", await _bench.ReadLedgerAsync(), StringComparison.Ordinal);
        // And nothing is missed afterwards.
        Assert.Equal(Failure.None, (await AuditAsync()).Verdict);
        Assert.Equal(Failure.None, (await ReplicateAsync()).Verdict);
    }

    [Fact]
    public async Task Nothing_goes_before_three_further_audits_and_two_weeks()
    {
        await SetUpAsync();
        await ForgetOldAsync();
        await AuditAsync();
        _bench.Clock.Advance(TimeSpan.FromDays(20));
        await AuditAsync();
        await AuditAsync();

        var afterTwo = await PruneAsync(removes: true);
        await AuditAsync();

        Assert.Empty(afterTwo.Removable);
        Assert.NotEmpty(afterTwo.Waiting);
        Assert.NotEmpty((await PruneAsync(removes: false)).Removable);
    }

    [Fact]
    public async Task Audits_alone_are_not_enough_and_what_comes_back_begins_anew()
    {
        await SetUpAsync();
        await ForgetOldAsync();
        var removed = _bench.Stores[Replica].Objects.First(item => item.Key.Kind is ObjectKind.Pack && !_bench.Stores[Repository].Objects.ContainsKey(item.Key));
        for (var i = 0; i < 5; i++)
            await AuditAsync();
        Assert.Empty((await PruneAsync(removes: false)).Removable);
        _bench.Stores[Repository].Objects[removed.Key] = removed.Value;
        await AuditAsync();
        _bench.Stores[Repository].Objects.Remove(removed.Key);

        var planned = await GraceAsync(audits: 1);

        Assert.NotEmpty(planned.Removable);
        Assert.Equal(removed.Key, Assert.Single(planned.Waiting).Name);
    }

    [Fact]
    public async Task Nothing_goes_while_the_repository_lacks_snapshots_of_the_ledger_or_the_replica_is_behind()
    {
        await SetUpAsync();
        await ForgetOldAsync();
        await GraceAsync();
        await Bench.AddSnapshotAsync(_repository!, "new");
        Assert.IsType<ReplicaIncomplete>((await PruneAsync(removes: true)).Failure!.Problem);
        await ReplicateAsync();
        var snapshot = _bench.Stores[Repository].Objects.Keys.First(name => name.Kind is ObjectKind.Snapshot && _bench.IsInLedger(name));
        _bench.Stores[Repository].Objects.Remove(snapshot);

        var before = Names(Replica);
        Assert.IsType<RepositoryInDoubt>((await PruneAsync(removes: true)).Failure!.Problem);
        Assert.Equal(before, Names(Replica));
    }

    [Fact]
    public async Task Nothing_goes_below_the_policy()
    {
        await SetUpAsync();

        Assert.Equal(Failure.BelowPolicy, (await Assert.ThrowsAsync<ArchivistException>(() => PruneAsync(removes: true))).Failure);
    }

    private string Repository => _bench.Folder.At("repository");

    private string Replica => _bench.Folder.At("one");

    private List<string> Names(string place) => [.. _bench.Stores[place].Objects.Keys.Where(name => name.Kind is not ObjectKind.Lock).Select(name => name.ToString()).Order(StringComparer.Ordinal)];

    /// <summary>Two snapshots, the older of which is in the ledger, and a replica of them.</summary>
    private async Task SetUpAsync()
    {
        _bench.UseSettings("one");
        await File.AppendAllTextAsync(_bench.Access.SettingsFile!, "\n[policy]\ncopies = 1\n", None);
        _repository = await _bench.AddRepositoryAsync(Repository);
        await Bench.AddSnapshotAsync(_repository, "the one that goes");
        await _bench.BeginLedgerAsync();
        await ReplicateAsync(begins: true);
    }

    private async Task ForgetOldAsync()
    {
        var snapshot = _bench.Stores[Repository].Objects.Keys.Last(name => name.Kind is ObjectKind.Snapshot && !_bench.IsInLedger(name));
        UnusedLimit.TryParse("0", out var none);
        await new ForgetOperation(_bench.Environment).RunAsync(
            new ForgetRequest { Archive = _bench.Access, Named = [snapshot.Id.ToString()], Prune = new PruneOptions { MaxUnused = none! }, AllowsBelowPolicy = true, Forgotten = static _ => { } },
            _bench.Events, None);
        await ReplicateAsync();
    }

    private async Task<PrunedReplica> GraceAsync(int audits = 4)
    {
        for (var i = 0; i < audits; i++)
        {
            await AuditAsync();
            _bench.Clock.Advance(TimeSpan.FromDays(5));
        }

        if (audits == 1)
            _bench.Clock.Advance(TimeSpan.FromDays(15));
        return await PruneAsync(removes: false);
    }

    private Task<AuditResult> AuditAsync() => new AuditOperation(_bench.Environment).RunAsync(new AuditRequest { Archive = _bench.Access }, _bench.Events, None);

    private Task<ReplicateResult> ReplicateAsync(bool begins = false) =>
        new ReplicateOperation(_bench.Environment).RunAsync(new ReplicateRequest { Archive = _bench.Access, Begins = begins }, _bench.Events, None);

    private async Task<PrunedReplica> PruneAsync(bool removes) => Assert.Single(
        (await new PruneReplicasOperation(_bench.Environment).RunAsync(new PruneReplicasRequest { Archive = _bench.Access, Removes = removes }, _bench.Events, None)).Replicas);
}
