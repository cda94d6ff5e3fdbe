using Archivist.App.Messages;
using Archivist.Operations.Auditing;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Operations.Repairing;
using Archivist.Operations.Replicating;
using Archivist.Operations.Reviewing;
using Archivist.Platform.Problems;
using Archivist.Replicas.Auditing;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Operations.Auditing;

public sealed class AuditOperationTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Audits_make_copies_count_and_status_says_what_is_next_until_then()
    {
        await SetUpAsync("[policy]\nvendors = 1\ngeographies = 1\n");
        Assert.Equal(ReplicaNeed.FirstAudit, Assert.IsType<ReplicaNeedsAttention>((await StatusAsync()).Needs[0]).Need);

        var audited = await AuditAsync();
        var status = await StatusAsync();

        Assert.Equal(Failure.None, audited.Verdict);
        Assert.All(audited.Replicas, replica => Assert.True(replica.IsGood));
        Assert.All(status.Copies, copy => Assert.True(copy.IsGood));
        Assert.DoesNotContain(status.Needs, need => need is ReplicaNeedsAttention);
    }

    [Fact]
    public async Task Damage_is_found_remembered_repaired_and_then_good_again()
    {
        await SetUpAsync("[policy]\nvendors = 1\ngeographies = 1\n");
        await AuditAsync();
        var (one, two) = (_bench.Stores[_bench.Folder.At("one")], _bench.Stores[_bench.Folder.At("two")]);
        var pack = one.Objects.Keys.First(name => name.Kind is ObjectKind.Pack);
        one.Objects[pack] = [.. one.Objects[pack].Select(value => (byte)(value ^ 1))];
        two.Objects.Remove(pack);

        var found = await AuditAsync(new AuditRequest { Depth = AuditDepth.Sweep });
        var before = await StatusAsync();
        var repaired = await new ReplicaRepairOperation(_bench.Environment).RunAsync(new ReplicaRepairRequest { Archive = _bench.Access }, _bench.Events, None);
        var after = await StatusAsync();

        Assert.Equal([ObjectVerdict.Damaged, ObjectVerdict.Missing], found.Replicas.Select(replica => Assert.Single(replica.Outcome!.Findings).Verdict));
        Assert.Equal(Failure.Tampering, found.Verdict);
        Assert.Equal((Failure.BelowPolicy, ReplicaNeed.Repair), (before.Verdict, Assert.IsType<ReplicaNeedsAttention>(before.Needs[0]).Need));
        Assert.Equal((Failure.None, 1, 1), (repaired.Verdict, repaired.Places[0].Repaired, repaired.Places[1].Repaired));
        Assert.Equal(_bench.Stores[Repository].Objects[pack], one.Objects[pack]);
        Assert.Equal(one.Objects[pack], two.Objects[pack]);
        Assert.True(after.IsSafe, string.Join("; ", after.Needs.Select(need => CommandLineMessages.Instance.Of(need).Sentence)));
    }

    [Fact]
    public async Task What_is_wrong_everywhere_is_lost_and_nothing_is_removed_for_it()
    {
        await SetUpAsync();
        await AuditAsync();
        var pack = _bench.Stores[Repository].Objects.Keys.First(name => name.Kind is ObjectKind.Pack);
        foreach (var place in new[] { Repository, _bench.Folder.At("one"), _bench.Folder.At("two") })
            _bench.Stores[place].Objects[pack] = [.. _bench.Stores[place].Objects[pack].Select(value => (byte)(value ^ 1))];

        var found = await AuditAsync(new AuditRequest { Depth = AuditDepth.Sweep });
        var repaired = await new ReplicaRepairOperation(_bench.Environment).RunAsync(new ReplicaRepairRequest { Archive = _bench.Access }, _bench.Events, None);

        Assert.Equal((Failure.DataLoss, Failure.DataLoss), (found.Verdict, repaired.Verdict));
        Assert.Equal(pack, Assert.Single(repaired.Places[0].Lost));
        Assert.True(_bench.Stores[_bench.Folder.At("one")].Objects.ContainsKey(pack));
    }

    [Fact]
    public async Task A_damaged_repository_is_repaired_from_its_replicas()
    {
        await SetUpAsync();
        await AuditAsync();
        var repository = _bench.Stores[Repository];
        var pack = repository.Objects.Keys.First(name => name.Kind is ObjectKind.Pack);
        var whole = repository.Objects[pack];
        repository.Objects[pack] = whole[..^5];

        var found = await AuditAsync();
        var repaired = await new ReplicaRepairOperation(_bench.Environment).RunAsync(new ReplicaRepairRequest { Archive = _bench.Access, RepairsRepository = true }, _bench.Events, None);

        Assert.All(found.Replicas, replica => Assert.Equal(ObjectVerdict.SourceDamaged, Assert.Single(replica.Outcome!.Findings).Verdict));
        Assert.Equal((Failure.None, 1), (repaired.Verdict, repaired.Places[^1].Repaired));
        Assert.Equal(whole, repository.Objects[pack]);
    }

    [Fact]
    public async Task A_replica_that_is_gone_does_not_count_until_it_is_back()
    {
        await SetUpAsync();
        await AuditAsync();
        var two = _bench.Stores[_bench.Folder.At("two")];
        var objects = two.Objects.ToArray();
        two.Objects.Clear();

        var gone = await AuditAsync();
        var without = await StatusAsync();
        foreach (var (name, content) in objects)
            two.Objects[name] = content;
        await AuditAsync();
        var back = await StatusAsync();

        Assert.Equal(Failure.BelowPolicy, gone.Verdict);
        Assert.Equal([true, false], without.Copies.Select(copy => copy.IsGood));
        Assert.Contains(without.Needs, need => need is ReplicaNeedsAttention { Replica: "two", Need: ReplicaNeed.Search });
        Assert.Equal([true, true], back.Copies.Select(copy => copy.IsGood));
    }

    [Fact]
    public async Task A_lost_repository_leaves_what_was_seen_as_the_measure()
    {
        await SetUpAsync();
        await AuditAsync();
        _bench.Stores[Repository].Objects.Clear();
        var one = _bench.Stores[_bench.Folder.At("one")];
        one.Objects.Remove(one.Objects.Keys.First(name => name.Kind is ObjectKind.Snapshot));

        var audited = await AuditAsync();

        Assert.Equal(Failure.Tampering, audited.Verdict);
        Assert.Equal(ObjectVerdict.Missing, Assert.Single(audited.Replicas[0].Outcome!.Findings).Verdict);
        Assert.Empty(audited.Replicas[1].Outcome!.Findings);
    }

    [Fact]
    public async Task Within_the_period_daily_audits_read_everything_once()
    {
        await SetUpAsync("[audit]\nperiod-days = 5\nranges = 0\n");
        for (var day = 0; day < 5; day++)
        {
            await AuditAsync();
            _bench.Clock.Advance(TimeSpan.FromDays(1));
        }

        var status = await StatusAsync();

        Assert.All(status.Copies, copy => Assert.Equal(0, copy.Coverage.NeverRead));
    }

    [Fact]
    public async Task An_auditor_needs_nothing_but_the_file()
    {
        await SetUpAsync();
        var file = _bench.Folder.At("audit.mtree");
        var exported = await new ExportAuditFileOperation(_bench.Environment).RunAsync(new ExportAuditFileRequest { Archive = _bench.Access, Path = file }, _bench.Events, None);
        var request = new AuditRequest { AuditFile = file, Replicas = [_bench.Folder.At("one")], Depth = AuditDepth.Sweep };

        var good = await new AuditOperation(_bench.Environment).RunAsync(request, _bench.Events, None);
        _bench.Stores[_bench.Folder.At("one")].Objects.Remove(_bench.Stores[Repository].Objects.Keys.First(name => name.Kind is ObjectKind.Index));
        var bad = await new AuditOperation(_bench.Environment).RunAsync(request, _bench.Events, None);

        Assert.True(exported.HasHead);
        Assert.Equal((Failure.None, Failure.Findings), (good.Verdict, bad.Verdict));
        Assert.Equal(exported.Objects - 1, good.Replicas[0].Outcome!.ObjectsRead);
    }

    [Fact]
    public async Task A_database_that_is_none_is_refused_with_its_name()
    {
        await SetUpAsync();
        var file = _bench.Folder.Write("repository.audits.sqlite", "no database at all, but long enough to be taken for one");

        var failure = await Assert.ThrowsAsync<ArchivistException>(() => AuditAsync());

        Assert.Equal(file, Assert.IsType<AuditMemoryUnusable>(failure.Problem).File);
    }

    private string Repository => _bench.Folder.At("repository");

    /// <summary>A repository with one snapshot in the ledger, and two replicas of it.</summary>
    private async Task SetUpAsync(string settings = "")
    {
        _bench.UseSettings("one", "two");
        await File.AppendAllTextAsync(_bench.Access.SettingsFile!, "\n" + settings, None);
        await _bench.AddRepositoryAsync(Repository);
        await _bench.BeginLedgerAsync();
        await new ReplicateOperation(_bench.Environment).RunAsync(new ReplicateRequest { Archive = _bench.Access, Begins = true }, _bench.Events, None);
    }

    private Task<AuditResult> AuditAsync(AuditRequest? request = null) =>
        new AuditOperation(_bench.Environment).RunAsync((request ?? new AuditRequest()) with { Archive = _bench.Access }, _bench.Events, None);

    private Task<StatusResult> StatusAsync() => new StatusOperation(_bench.Environment).RunAsync(new StatusRequest { Archive = _bench.Access }, _bench.Events, None);
}
