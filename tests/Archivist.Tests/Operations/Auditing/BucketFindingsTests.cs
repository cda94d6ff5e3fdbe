using Archivist.Operations.Auditing;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Operations.Probing;
using Archivist.Operations.Replicating;
using Archivist.Platform.Problems;
using Archivist.Replicas.Stores;
using Archivist.Replicas.Stores.Http;
using Archivist.Replicas.Stores.Wrappers;
using Archivist.Repository.Stores;

namespace Archivist.Tests.Operations.Auditing;

/// <summary>Audits notice when a bucket protects less than it did.</summary>
public sealed class BucketFindingsTests : IDisposable, IStoreOpener
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly BucketSettings Locked = new() { Versioning = BucketVersioning.On, HasLock = true, Retention = new BucketRetention(true, 30), Rules = [] };

    private readonly Bench _bench = new();
    private BucketSettings _settings = Locked;

    public void Dispose() => _bench.Dispose();

    public static TheoryData<string> Weaker => ["suspended", "unlocked", "shorter", "governance", "none"];

    [Theory]
    [MemberData(nameof(Weaker))]
    public async Task What_is_weaker_stays_a_finding_until_it_is_set_back_or_accepted(string change)
    {
        await SetUpAsync();
        await TestAsync();
        Assert.Equal(Failure.None, (await AuditAsync()).Verdict);

        _settings = Change(change);
        var (first, second) = (await AuditAsync(), await AuditAsync());
        _settings = Locked;
        var restored = await AuditAsync();
        _settings = Change(change);
        var accepted = await TestAsync();
        var after = await AuditAsync();

        Assert.Single(first.Replicas[0].BucketFindings);
        Assert.True(first.Replicas[0].IsGood);
        Assert.Equal(first.Replicas[0].BucketFindings, second.Replicas[0].BucketFindings);
        Assert.Equal((Failure.Findings, Failure.Findings, Failure.None), (first.Verdict, second.Verdict, restored.Verdict));
        Assert.Equal((Failure.Findings, Failure.None), (accepted.Verdict, after.Verdict));
    }

    [Fact]
    public async Task A_first_audit_remembers_and_what_is_unknown_or_stronger_is_no_finding()
    {
        await SetUpAsync();
        Assert.Equal(Failure.None, (await AuditAsync()).Verdict);
        _settings = new BucketSettings { IsHidden = true };
        Assert.Equal(Failure.None, (await AuditAsync()).Verdict);
        _settings = Locked with { Retention = new BucketRetention(true, 60) };
        Assert.Equal(Failure.None, (await AuditAsync()).Verdict);
        _settings = Locked;
        Assert.IsType<BucketRetentionWeaker>(Assert.Single((await AuditAsync()).Replicas[0].BucketFindings));
    }

    [Fact]
    public async Task A_rule_that_deletes_objects_is_a_finding_of_each_test_and_audit()
    {
        await SetUpAsync();
        _settings = Locked with { Rules = [new BucketRule("tidy", BucketRuleEffect.Removes, 30)] };

        Assert.Equal(Failure.Findings, (await TestAsync()).Verdict);
        Assert.Equal("tidy", Assert.IsType<BucketRuleHarms>(Assert.Single((await AuditAsync()).Replicas[0].BucketFindings)).Rule.Name);
    }

    [Fact]
    public async Task Lists_say_what_was_found()
    {
        await SetUpAsync();
        await AuditAsync();

        var listed = (await new ListReplicasOperation(_bench.Environment).RunAsync(new ListReplicasRequest { Archive = _bench.Access }, _bench.Events, None)).Replicas;

        Assert.Equal(("on", "yes", "compliance", "30"), (listed[0].Capabilities["versioning"], listed[0].Capabilities["object_lock"], listed[0].Capabilities["lock_mode"], listed[0].Capabilities["lock_days"]));
        Assert.Empty(listed[1].Capabilities);
    }

    IObjectStore IStoreOpener.Open(string address, StoreAccess access, IOperationEvents events) =>
        address == _bench.Folder.At("one") ? new BucketedStore(_bench.Stores[address], () => _settings) : _bench.Stores[address];

    private static BucketSettings Change(string change) => change switch
    {
        "suspended" => Locked with { Versioning = BucketVersioning.Suspended },
        "unlocked" => Locked with { HasLock = false, Retention = null },
        "shorter" => Locked with { Retention = new BucketRetention(true, 29) },
        "governance" => Locked with { Retention = new BucketRetention(false, 30) },
        _ => Locked with { Retention = null },
    };

    private async Task SetUpAsync()
    {
        _bench.UseSettings("one", "two");
        await File.AppendAllTextAsync(_bench.Access.SettingsFile!, "\n[policy]\nvendors = 1\ngeographies = 1\n", None);
        _bench.UseStores(this);
        await _bench.AddRepositoryAsync(_bench.Folder.At("repository"));
        await _bench.BeginLedgerAsync();
        await new ReplicateOperation(_bench.Environment).RunAsync(new ReplicateRequest { Archive = _bench.Access, Begins = true }, _bench.Events, None);
    }

    private Task<AuditResult> AuditAsync() => new AuditOperation(_bench.Environment).RunAsync(new AuditRequest { Archive = _bench.Access }, _bench.Events, None);

    private Task<TestReplicasResult> TestAsync() => new TestReplicasOperation(_bench.Environment).RunAsync(new TestReplicasRequest { Archive = _bench.Access }, _bench.Events, None);

    private sealed class BucketedStore(IObjectStore inner, Func<BucketSettings> settings) : DelegatingStore(inner), IBucketStore
    {
        public Task<BucketSettings> ReadSettingsAsync(CancellationToken cancellationToken) => Task.FromResult(settings());

        public Task<IReadOnlyList<PackClass>> FindPackClassesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<PackClass>>([new PackClass("STANDARD", false)]);

        public Task<bool> ObeysConditionAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken) => Task.FromResult(true);
    }
}
