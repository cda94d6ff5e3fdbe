using Archivist.Operations.Auditing;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Operations.Repairing;
using Archivist.Operations.Replicating;
using Archivist.Operations.Reviewing;
using Archivist.Platform.Problems;
using Archivist.Replicas.Stores.Folder;
using Archivist.Replicas.Stores.Http;
using Archivist.Repository.Stores;

namespace Archivist.Tests.Operations.Repairing;

/// <summary>A replica of three data shares and two recovery shares, which loses some of them.</summary>
public sealed class RestripingTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_share_that_is_missing_for_longer_than_the_grace_period_is_given_up_and_the_others_hold_its_packs()
    {
        await SetUpAsync();
        var before = await StripesAsync();
        Away("b");

        var missing = await AuditAsync();
        var waiting = await StripesAsync();
        _bench.Clock.Advance(TimeSpan.FromDays(13));
        var early = await RepairAsync();
        _bench.Clock.Advance(TimeSpan.FromDays(2));
        var late = await RepairAsync();
        var audited = await AuditAsync(AuditDepth.Sweep);
        var after = await StripesAsync();

        Assert.Equal((2, 2, 0), (before.Survives, before.Wanted, before.Shares.Count(share => share.AbsentSince is not null)));
        Assert.Equal(Failure.BelowPolicy, missing.Replicas[0].Failure!.Failure);
        Assert.Equal((1, "b"), (waiting.Survives, Path.GetFileName(Assert.Single(waiting.Shares, share => share.AbsentSince is not null).Address)));
        Assert.IsType<ReplicaGone>(early.Failure!.Problem);
        Assert.Null(late.Failure);
        Assert.Empty(late.Lost);
        Assert.True(late.Striping!.Groups > 0);
        Assert.Empty(audited.Replicas[0].Outcome!.Findings);
        Assert.Equal(0, audited.Replicas[0].Unprotected);
        Assert.Equal(2, after.Survives);
        Assert.NotNull(after.Shares[1].GivenUp);
        Assert.Equal(Packs(_bench.Stores[Repository].Objects.Keys), Packs(await HeldAsync("a", "c")));
        Assert.Contains("\"type\":\"replica-restriped\"", await _bench.ReadLedgerAsync(), StringComparison.Ordinal);
        Assert.Contains(_bench.Events.Warnings, problem => problem is SharesGivenUp { Addresses.Count: 1 });
    }

    [Fact]
    public async Task Lost_packs_are_computed_when_no_other_copy_has_them()
    {
        await SetUpAsync();
        var packs = Packs(_bench.Stores[Repository].Objects.Keys);
        Away("a");
        await AuditAsync();
        _bench.Stores[Repository].Objects.Clear();
        _bench.Clock.Advance(TimeSpan.FromDays(15));

        var repaired = await RepairAsync();

        Assert.Equal((null, 0), (repaired.Failure?.Problem, repaired.Lost.Count));
        Assert.Equal(packs, Packs(await HeldAsync("b", "c")));
    }

    [Fact]
    public async Task A_share_that_comes_back_takes_part_again()
    {
        await SetUpAsync();
        Away("b");
        await AuditAsync();
        _bench.Clock.Advance(TimeSpan.FromDays(15));
        await RepairAsync();
        await AddSnapshotAsync("while it was away");
        await new ReplicateOperation(_bench.Environment).RunAsync(new ReplicateRequest { Archive = _bench.Access }, _bench.Events, None);
        Directory.Move(_bench.Folder.At("b-away"), _bench.Folder.At("b"));

        var repaired = await RepairAsync();
        var audited = await AuditAsync(AuditDepth.Sweep);
        var stripes = await StripesAsync();

        Assert.Null(repaired.Failure);
        Assert.All(stripes.Shares, share => Assert.Equal((null, null), (share.AbsentSince, share.GivenUp)));
        Assert.Equal((0, 2), (audited.Replicas[0].Unprotected, stripes.Survives));
        Assert.Empty(audited.Replicas[0].Outcome!.Findings);
    }

    [Fact]
    public async Task No_share_is_given_up_while_another_is_missing_for_less_long()
    {
        await SetUpAsync();
        Away("b");
        await AuditAsync();
        _bench.Clock.Advance(TimeSpan.FromDays(15));
        Away("c");

        var repaired = await RepairAsync();
        var stripes = await StripesAsync();

        Assert.IsType<ReplicaGone>(repaired.Failure!.Problem);
        Assert.All(stripes.Shares, share => Assert.Null(share.GivenUp));
        Assert.Equal(0, stripes.Survives);
    }

    [Fact]
    public async Task Nothing_is_given_up_below_the_threshold_of_the_settings()
    {
        await SetUpAsync("restripe-lost = 2");
        Away("b");
        await AuditAsync();
        _bench.Clock.Advance(TimeSpan.FromDays(100));
        var one = await RepairAsync();
        Away("c");
        await AuditAsync();
        _bench.Clock.Advance(TimeSpan.FromDays(15));

        var two = await RepairAsync();

        Assert.IsType<ReplicaGone>(one.Failure!.Problem);
        Assert.Null(two.Failure);
        Assert.Equal(Packs(_bench.Stores[Repository].Objects.Keys), Packs(await HeldAsync("a")));
    }

    [Fact]
    public async Task Without_a_recovery_share_fewer_shares_may_be_lost_and_status_says_what_to_do()
    {
        await SetUpAsync();
        Away("e");
        await AuditAsync();
        _bench.Clock.Advance(TimeSpan.FromDays(15));
        await RepairAsync();
        await AuditAsync();

        var status = await new StatusOperation(_bench.Environment).RunAsync(new StatusRequest { Archive = _bench.Access }, _bench.Events, None);

        Assert.Equal(1, status.Copies[0].Stripes!.Survives);
        Assert.Equal((1, 2), status.Needs.OfType<RecoveryShareLost>().Select(need => (need.Survives, need.Wanted)).Single());
    }

    [Fact]
    public async Task Recovery_data_that_was_not_read_for_the_period_is_read_by_the_next_audit()
    {
        await SetUpAsync();
        _bench.Clock.Advance(TimeSpan.FromDays(91));
        var status = await new StatusOperation(_bench.Environment).RunAsync(new StatusRequest { Archive = _bench.Access }, _bench.Events, None);
        var volume = Directory.EnumerateFiles(_bench.Folder.At("d"), "*.vol*").First();
        Archivist.Tests.Replicas.Striping.Shares.Damage(volume);

        var audited = await AuditAsync();
        var stripes = await StripesAsync();

        Assert.Contains(status.Needs, need => need is ReplicaNeedsAttention { Need: ReplicaNeed.RecoveryData });
        Assert.True(audited.Replicas[0].Unprotected > 0);
        Assert.Equal((0, audited.Replicas[0].Unprotected), (stripes.Survives, stripes.Unprotected));
    }

    private string Repository => _bench.Folder.At("repository");

    private void Away(string share) => Directory.Move(_bench.Folder.At(share), _bench.Folder.At($"{share}-away"));

    /// <summary>A repository with some snapshots, and a striped replica of it that was audited.</summary>
    private async Task SetUpAsync(string setting = "")
    {
        _bench.UseSettings();
        await File.AppendAllTextAsync(
            _bench.Access.SettingsFile!,
            $"\n[policy]\ncopies = 1\n[[replica]]\nname = \"stripes\"\nshares = [{string.Join(", ", "abcde".Select(share => $"\"{_bench.Folder.At(share.ToString())}\""))}]\nrecovery-shares = 2\n"
            + $"vendor = \"several\"\ngeography = \"DE\"\n{setting}\n", None);
        await _bench.AddRepositoryAsync(Repository);
        for (var i = 0; i < 6; i++)
            await AddSnapshotAsync($"content {i}");
        await _bench.BeginLedgerAsync();
        _bench.UseStores(new FoldersBeside(_bench.Stores, Repository));
        await new ReplicateOperation(_bench.Environment).RunAsync(new ReplicateRequest { Archive = _bench.Access, Begins = true }, _bench.Events, None);
        await AuditAsync();
    }

    private async Task AddSnapshotAsync(string content) => await Bench.AddSnapshotAsync(await _bench.OpenAsync(Repository), content);

    private Task<AuditResult> AuditAsync(AuditDepth depth = AuditDepth.Daily) =>
        new AuditOperation(_bench.Environment).RunAsync(new AuditRequest { Archive = _bench.Access, Depth = depth }, _bench.Events, None);

    private async Task<RepairedPlace> RepairAsync() =>
        (await new ReplicaRepairOperation(_bench.Environment).RunAsync(new ReplicaRepairRequest { Archive = _bench.Access }, _bench.Events, None)).Places[0];

    private async Task<StripeStatus> StripesAsync() =>
        (await new StatusOperation(_bench.Environment).RunAsync(new StatusRequest { Archive = _bench.Access }, _bench.Events, None)).Copies[0].Stripes!;

    private async Task<List<ObjectName>> HeldAsync(params string[] shares)
    {
        var held = new List<ObjectName>();
        foreach (var share in shares)
            held.AddRange((await new FolderStore(_bench.Folder.At(share)).ListAsync(ObjectKind.Pack, None).ToListAsync(None)).Select(item => item.Name));
        return held;
    }

    private static List<string> Packs(IEnumerable<ObjectName> names) => [.. names.Where(name => name.Kind is ObjectKind.Pack).Select(name => name.ToString()).Order(StringComparer.Ordinal)];

    /// <summary>The repository in memory, everything else in directories.</summary>
    private sealed class FoldersBeside(IStoreOpener memory, string repository) : IStoreOpener
    {
        public IObjectStore Open(string address, StoreAccess access, IOperationEvents events) => address == repository ? memory.Open(address, access, events) : new FolderStore(address);
    }
}
