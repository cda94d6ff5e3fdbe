using Archivist.Operations.Auditing;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Operations.Remembering;
using Archivist.Operations.Replicating;
using Archivist.Operations.Reviewing;
using Archivist.Platform.Problems;
using Archivist.Replicas.Auditing;
using Archivist.Replicas.Stores;
using Archivist.Replicas.Stores.Http;
using Archivist.Replicas.Stores.Wrappers;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Operations.Auditing;

/// <summary>What audits cost, what a service states, and what discs bear witness of.</summary>
public sealed class AuditCostTests : IDisposable, IStoreOpener
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Bench _bench = new();
    private readonly Dictionary<ObjectName, Digest> _misstated = [];

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_plan_names_the_cost_of_servers_and_leaves_no_trace()
    {
        await SetUpAsync();
        var before = await _bench.ReadLedgerAsync();

        var planned = await PlanAsync(new AuditRequest());

        var (bucket, directory) = (planned.Replicas[0], planned.Replicas[1]);
        Assert.Equal(Failure.None, planned.Verdict);
        Assert.Equal((true, "OWN", bucket.Estimate!.Requests.Reads), (bucket.IsServer, bucket.Prices!.Vendor, (long)bucket.Cost!.Value));
        Assert.Equal((false, null, true), (directory.IsServer, directory.Cost, directory.Estimate!.Objects > 0));
        Assert.Equal(before, await _bench.ReadLedgerAsync());
        Assert.Equal(ReplicaNeed.FirstAudit, Assert.IsType<ReplicaNeedsAttention>((await StatusAsync()).Needs[0]).Need);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_limit_of_the_cost_is_that_of_the_request_before_that_of_the_settings(bool isRequested)
    {
        await SetUpAsync(isRequested ? "" : "[audit]\nmax-cost = \"2\"\n");

        var audited = await AuditAsync(new AuditRequest { Depth = AuditDepth.Sweep, MostCost = isRequested ? 2m : null });
        var raised = await AuditAsync(new AuditRequest { Depth = AuditDepth.Sweep, MostCost = 1000m });

        Assert.Equal(0, audited.Replicas[0].Outcome!.ObjectsRead);
        Assert.True(audited.Replicas[1].Outcome!.ObjectsRead > 0);
        var limited = Assert.Single(_bench.Events.Warnings.OfType<AuditCostLimited>());
        Assert.Equal(("bucket", audited.Replicas[0].Outcome!.Objects), (limited.Replica, limited.Objects));
        Assert.Equal((Failure.None, true, false), (audited.Verdict, audited.Replicas[0].Outcome!.IsPartial, raised.Replicas[0].Outcome!.IsPartial));
    }

    [Fact]
    public async Task What_a_service_states_is_remembered_with_its_date_shown_and_not_taken_for_read()
    {
        await SetUpAsync();

        var audited = (await AuditAsync(new AuditRequest { Depth = AuditDepth.Inventory })).Replicas;
        var again = (await AuditAsync(new AuditRequest { Depth = AuditDepth.Inventory })).Replicas;
        _bench.Clock.Advance(TimeSpan.FromDays(91));
        var late = await StatusAsync();

        Assert.Equal((audited[0].Outcome!.Objects, 0L), (audited[0].Outcome!.DigestsMatched, again[0].Outcome!.DigestsMatched));
        Assert.Equal((1, 0), (audited[0].Coverage!.ShareStated + audited[0].Coverage!.Share, audited[1].Coverage!.ShareStated));
        Assert.Equal(audited[0].Outcome!.Objects, audited[0].Coverage!.NeverRead);
        Assert.Equal(0, late.Copies[0].Coverage.BytesStated);
    }

    [Fact]
    public async Task A_digest_does_not_make_a_damaged_object_good_and_a_contradiction_is_a_finding()
    {
        await SetUpAsync();
        var bucket = _bench.Stores[Bucket];
        var packs = bucket.Objects.Keys.Where(name => name.Kind is ObjectKind.Pack).ToList();
        var whole = bucket.Objects[packs[0]];
        bucket.Objects[packs[0]] = [.. whole.Select(value => (byte)(value ^ 1))];
        _misstated[packs[0]] = Digest.Of("else"u8);

        var contradicted = await AuditAsync(new AuditRequest { Depth = AuditDepth.Inventory });
        _misstated.Clear();
        var stated = await AuditAsync(new AuditRequest { Depth = AuditDepth.Inventory });
        bucket.Objects[packs[0]] = whole;
        _misstated[packs[0]] = Digest.Of("else"u8);
        _bench.Clock.Advance(TimeSpan.FromDays(91));
        var good = await AuditAsync(new AuditRequest { Depth = AuditDepth.Inventory });

        Assert.Equal(ObjectVerdict.Damaged, Assert.Single(contradicted.Replicas[0].Outcome!.Findings).Verdict);
        Assert.Equal((1, false), (stated.Replicas[0].Coverage!.NeedRepair, stated.Replicas[0].IsGood));
        Assert.Equal(ObjectVerdict.DigestContradicts, Assert.Single(good.Replicas[0].Outcome!.Findings).Verdict);
        Assert.Equal((Failure.Findings, true), (good.Verdict, good.Replicas[0].IsGood));
    }

    [Theory]
    [InlineData(AuditGrade.Listed, ObjectVerdict.Damaged, 1)]
    [InlineData(AuditGrade.VendorDigest, ObjectVerdict.Damaged, 1)]
    [InlineData(AuditGrade.Sampled, ObjectVerdict.Damaged, 1)]
    [InlineData(AuditGrade.Sampled, ObjectVerdict.Unreadable, 1)]
    [InlineData(AuditGrade.VendorDigest, ObjectVerdict.Missing, 1)]
    [InlineData(AuditGrade.Sampled, ObjectVerdict.Missing, 0)]
    [InlineData(AuditGrade.ReadWhole, ObjectVerdict.Damaged, 0)]
    public void Only_a_closer_look_makes_a_damaged_object_good(AuditGrade grade, ObjectVerdict before, long needRepair)
    {
        using var memory = AuditMemory.Open(_bench.Folder.At("memory.sqlite"));
        var item = new StoredObject(new ObjectName(ObjectKind.Pack, Digest.Of("pack"u8)), 4);
        var now = _bench.Clock.GetUtcNow();
        memory.Record("one", [new ObjectAudit(item, AuditGrade.ReadWhole, before, now)], "someone");
        memory.Record("one", [new ObjectAudit(item, grade, ObjectVerdict.Good, now)], "someone");

        Assert.Equal(needRepair, memory.Summarize("one", now, TimeSpan.FromDays(90)).NeedRepair);
    }

    [Fact]
    public void A_memory_of_the_version_before_goes_on()
    {
        var file = _bench.Folder.At("memory.sqlite");
        var item = new StoredObject(new ObjectName(ObjectKind.Pack, Digest.Of("pack"u8)), 4);
        var now = _bench.Clock.GetUtcNow();
        using (var memory = AuditMemory.Open(file))
            memory.Record("one", [new ObjectAudit(item, AuditGrade.Listed, ObjectVerdict.Good, now)], "someone");
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={file};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "ALTER TABLE object DROP COLUMN digest_at; PRAGMA user_version = 2";
            command.ExecuteNonQuery();
        }

        using var later = AuditMemory.Open(file);
        later.Record("one", [new ObjectAudit(item, AuditGrade.VendorDigest, ObjectVerdict.Good, now)], "someone");

        Assert.Equal(now, Assert.Single(later.Load("one")).Value.DigestAt);
    }

    [Fact]
    public async Task A_disc_bears_witness_of_what_every_other_copy_has_lost()
    {
        await SetUpAsync();
        await AuditAsync(new AuditRequest());
        var pack = _bench.Stores[Repository].Objects.Keys.First(name => name.Kind is ObjectKind.Pack);
        foreach (var (name, content) in _bench.Stores[Repository].Objects)
            Disc.Objects[name] = content;
        foreach (var place in new[] { Repository, Bucket, _bench.Folder.At("directory") })
            _bench.Stores[place].Objects[pack] = [.. _bench.Stores[place].Objects[pack].Select(value => (byte)(value ^ 1))];

        var alone = await AuditAsync(new AuditRequest { Depth = AuditDepth.Sweep });
        var compared = await AuditAsync(new AuditRequest { Depth = AuditDepth.Sweep, Sources = ["disc:/dev/sr0"] });
        Disc.Objects[pack] = _bench.Stores[Repository].Objects[pack];
        var lost = await AuditAsync(new AuditRequest { Depth = AuditDepth.Sweep, Sources = ["disc:/dev/sr0"] });

        Assert.Equal((Failure.DataLoss, pack), (alone.Verdict, Assert.Single(alone.Lost)));
        Assert.Empty(compared.Lost);
        Assert.Equal(new DiscWitness(pack, "disc"), Assert.Single(compared.Witnesses));
        Assert.NotEqual(Failure.DataLoss, compared.Verdict);
        Assert.Equal((Failure.DataLoss, 0), (lost.Verdict, lost.Witnesses.Count));
    }

    IObjectStore IStoreOpener.Open(string address, StoreAccess access, IOperationEvents events) =>
        address == Bucket ? new StatingStore(_bench.Stores[address], _misstated) : address == "disc:/dev/sr0" ? Disc : _bench.Stores[address];

    private MemoryStore Disc { get; } = new("disc");

    private const string Bucket = "s3:https://s3.example.net/box";

    private string Repository => _bench.Folder.At("repository");

    private async Task SetUpAsync(string settings = "")
    {
        _bench.UseSettings("bucket", "directory");
        var text = (await File.ReadAllTextAsync(_bench.Access.SettingsFile!, None)).Replace($"url = \"{_bench.Folder.At("bucket")}\"", $"url = \"{Bucket}\"", StringComparison.Ordinal)
            .Replace("[archive]", "[archive]\nprices = \"prices.toml\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(_bench.Access.SettingsFile!, $"{text}\n{settings}\n[policy]\nvendors = 1\ngeographies = 1\n", None);
        _bench.Folder.Write(
            "prices.toml",
            "[[price]]\nvendors = [\"OWN\"]\ncurrency = \"EUR\"\nas-of = \"2026-01-01\"\nstorage-tb-month = \"0\"\nputs-million = \"0\"\nlists-million = \"0\"\nreads-million = \"1000000\"\negress-tb = \"0\"\n");
        _bench.Stores[Bucket] = new MemoryStore(Bucket);
        _bench.UseStores(this);
        await _bench.AddRepositoryAsync(Repository);
        await _bench.BeginLedgerAsync();
        await new ReplicateOperation(_bench.Environment).RunAsync(new ReplicateRequest { Archive = _bench.Access, Begins = true }, _bench.Events, None);
    }

    private Task<AuditResult> AuditAsync(AuditRequest request) =>
        new AuditOperation(_bench.Environment).RunAsync(request with { Archive = _bench.Access }, _bench.Events, None);

    private Task<PlanAuditResult> PlanAsync(AuditRequest request) =>
        new PlanAuditOperation(_bench.Environment).RunAsync(request with { Archive = _bench.Access }, _bench.Events, None);

    private Task<StatusResult> StatusAsync() => new StatusOperation(_bench.Environment).RunAsync(new StatusRequest { Archive = _bench.Access }, _bench.Events, None);

    /// <summary>Keeps the name of each object as its digest, but for those that it misstates.</summary>
    private sealed class StatingStore(IObjectStore inner, IReadOnlyDictionary<ObjectName, Digest> misstated) : DelegatingStore(inner), IDigestStore
    {
        public Task<Digest?> FindDigestAsync(ObjectName name, CancellationToken cancellationToken) => Task.FromResult<Digest?>(misstated.TryGetValue(name, out var other) ? other : name.Id);
    }
}
