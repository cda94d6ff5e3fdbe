using System.Collections.Concurrent;
using Archivist.Platform.Problems;
using Archivist.Replicas.Auditing;
using Archivist.Replicas.Planning;
using Archivist.Replicas.Stores.Http;
using Archivist.Replicas.Stores.S3;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Replicas.Auditing;

/// <summary>What an audit of a bucket takes is known before it reads, and what the service states is a grade of its own.</summary>
public sealed class AuditEstimateTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateTimeOffset Now = new(2040, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A read costs 1, a list 1, and a byte nothing.</summary>
    private static readonly VendorPrices ByRequest = new("V", "EUR", new DateOnly(2026, 1, 1)) { ListsPerMillion = 1_000_000m, ReadsPerMillion = 1_000_000m };

    private readonly MemoryStore _repository = new("repository");
    private readonly ConcurrentQueue<ObjectAudit> _seen = new();
    private readonly List<ObjectName> _packs = [];
    private HttpMessageHandler _connections = null!;
    private S3Impostor _service = null!;
    private S3Store _replica = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await S3Impostor.StartAsync();
        _service.Buckets["box"] = true;
        _service.Digests = DigestSupport.Kept;
        _connections = HttpConnection.CreateHandler(ServerTrust.Machine);
        _replica = new S3Store(_connections, _service.Bucket("box"), S3Impostor.Access);
        await PutAsync(ObjectName.Configuration, "configuration"u8.ToArray());
        for (var number = 0; number < 40; number++)
            _packs.Add(await AddAsync(ObjectKind.Pack, [.. Enumerable.Range(0, 2000 + number).Select(at => (byte)(at * number))]));
        await AddAsync(ObjectKind.Key, "key"u8.ToArray());
        await AddAsync(ObjectKind.Index, "index"u8.ToArray());
        await AddAsync(ObjectKind.Snapshot, "snapshot"u8.ToArray());
    }

    public async ValueTask DisposeAsync()
    {
        _connections.Dispose();
        await _service.DisposeAsync();
    }

    [Theory]
    [InlineData(0, false, 0L, 0, true)]
    [InlineData(16, false, 0L, 0, true)]
    [InlineData(16, false, 0L, 0, false)]
    [InlineData(16, true, 20_000L, 1000, true)]
    [InlineData(16, true, 20_000L, 1000, false)]
    [InlineData(5, true, 20_000L, 7, true)]
    [InlineData(5, true, long.MaxValue, 1000, false)]
    public async Task The_plan_has_the_requests_that_are_then_made_and_the_bytes_that_are_then_read(int ranges, bool readsNew, long sweep, int digests, bool hasReference)
    {
        var plan = await PlanAsync() with { Ranges = ranges, RangeLength = 512, ReadsNew = readsNew, SweepBytes = sweep, Digests = digests, Reference = hasReference ? _repository : null };

        await CompareAsync(plan);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(12)]
    [InlineData(20)]
    [InlineData(30)]
    [InlineData(1000)]
    public async Task The_cost_of_what_is_read_stays_below_its_limit_and_the_rest_is_said(int most)
    {
        var plan = await PlanAsync() with
        {
            Ranges = 4, RangeLength = 512, ReadsNew = true, SweepBytes = long.MaxValue, Reference = _repository, Budget = new AuditBudget(ByRequest, most),
        };

        var outcome = await CompareAsync(plan);

        // Four listings, a look-up and a read of the configuration are made in any case.
        Assert.InRange(outcome.Estimate.CostBy(ByRequest), 6, Math.Max(6, most));
        // All of it would be 43 objects and 4 ranges.
        var read = Math.Clamp(most - 6, 0, 47);
        Assert.Equal(read, outcome.ObjectsRead + outcome.Ranges);
        Assert.Equal((43 - outcome.ObjectsRead, 4 - outcome.Ranges), (outcome.Estimate.ObjectsDeferred, outcome.Estimate.RangesDeferred));
        Assert.Equal(read < 47, outcome.IsPartial);
    }

    [Fact]
    public async Task New_objects_are_worth_most_then_the_sample_then_the_sweep()
    {
        var plan = await PlanAsync() with { Ranges = 4, RangeLength = 512, ReadsNew = true, SweepBytes = long.MaxValue, Reference = _repository };

        var news = await EstimateAsync(plan with { Budget = new AuditBudget(ByRequest, 6 + 5) });
        var sample = await EstimateAsync(plan with { Budget = new AuditBudget(ByRequest, 6 + 9) });
        var sweep = await EstimateAsync(plan with { Budget = new AuditBudget(ByRequest, 6 + 12) });

        Assert.Equal((5, 0), (news.Objects, news.Ranges));
        Assert.Equal((5, 4), (sample.Objects, sample.Ranges));
        Assert.Equal((8, 4), (sweep.Objects, sweep.Ranges));
    }

    [Fact]
    public async Task An_object_that_is_dearer_than_the_limit_does_not_keep_others_from_their_turn()
    {
        var large = await AddAsync(ObjectKind.Pack, new byte[1_000_000]);
        var prices = new VendorPrices("V", "EUR", new DateOnly(2026, 1, 1)) { EgressPerTerabyte = 1_000_000_000_000m };

        var outcome = await RunAsync(await PlanAsync() with { SweepBytes = long.MaxValue, Budget = new AuditBudget(prices, 500_000) });

        Assert.Equal((43, 1, 1_000_000), (outcome.ObjectsRead, outcome.Estimate.ObjectsDeferred, outcome.Estimate.BytesDeferred));
        Assert.DoesNotContain(_seen, audit => audit.Object.Name == large && audit.Grade is AuditGrade.ReadWhole);
    }

    [Fact]
    public async Task What_the_service_states_is_a_grade_and_no_read()
    {
        var outcome = await RunAsync(await PlanAsync() with { Digests = 1000 });

        Assert.Empty(outcome.Findings);
        Assert.Equal((43, 0), (outcome.DigestsMatched, outcome.ObjectsRead));
        Assert.Equal(43, _seen.Count(audit => audit is { Grade: AuditGrade.VendorDigest, Verdict: ObjectVerdict.Good }));
    }

    [Fact]
    public async Task A_digest_that_contradicts_the_name_is_read_before_it_is_called_damage()
    {
        _service.Misstate(KeyOf(_packs[3]));
        _service.Misstate(KeyOf(_packs[4]));
        _service.Objects[KeyOf(_packs[4])][100] ^= 1;

        var outcome = await RunAsync(await PlanAsync() with { Digests = 1000 });

        Assert.Equal(
            [(_packs[3], ObjectVerdict.DigestContradicts), (_packs[4], ObjectVerdict.Damaged)],
            outcome.Findings.Select(finding => (finding.Object.Name, finding.Verdict)).OrderBy(found => _packs.IndexOf(found.Name)));
        Assert.Equal((41, 2), (outcome.DigestsMatched, outcome.ObjectsRead));
        Assert.False(ObjectVerdict.DigestContradicts.NeedsRepair);
    }

    [Fact]
    public async Task A_service_that_states_none_is_not_asked_for_all()
    {
        _service.Digests = DigestSupport.PassedOver;
        foreach (var name in _repository.Objects.Keys.Where(name => name.Kind is ObjectKind.Pack))
        {
            await _replica.RemoveAsync(name, None);
            await PutAsync(name, _repository.Objects[name]);
        }

        var held = _repository.Objects.Keys.Where(name => name.Kind is not ObjectKind.Pack).ToDictionary(name => name, name => new HeldObject(1, 1, Now, ObjectVerdict.Good));
        var plan = await PlanAsync() with { Digests = 1000, Held = held };
        var planned = await EstimateAsync(plan);
        var before = _service.Log.Count;
        var outcome = await RunAsync(plan);

        Assert.Equal((40, 0), (planned.Digests, outcome.DigestsMatched));
        Assert.Equal(planned.Requests.Lists + 2 + 16, _service.Log.Count - before);
    }

    [Fact]
    public async Task Only_what_was_not_read_and_not_stated_since_is_asked_for()
    {
        var held = new Dictionary<ObjectName, HeldObject>
        {
            [_packs[0]] = new(1, 1, Now.AddDays(-1), ObjectVerdict.Good),
            [_packs[1]] = new(1, 1, null, ObjectVerdict.Good, Now.AddDays(-1)),
            [_packs[2]] = new(1, 1, Now.AddDays(-100), ObjectVerdict.Good, Now.AddDays(-100)),
        };

        await RunAsync(await PlanAsync() with { Digests = 1000, Held = held, DueBefore = Now.AddDays(-90) });

        var asked = _seen.Where(audit => audit.Grade is AuditGrade.VendorDigest).Select(audit => audit.Object.Name).ToHashSet();
        Assert.Equal(41, asked.Count);
        Assert.True(asked.Contains(_packs[2]) && !asked.Contains(_packs[0]) && !asked.Contains(_packs[1]));
    }

    private async Task<AuditOutcome> CompareAsync(AuditPlan plan)
    {
        var planned = await EstimateAsync(plan);
        var before = _service.Log.Count;
        var outcome = await RunAsync(plan);
        var made = _service.Log.Skip(before).ToList();

        Assert.Empty(outcome.Findings);
        Assert.Equal(new RequestCounts(0, made.Count(IsList), made.Count(line => !IsList(line))), planned.Requests);
        Assert.Equal((planned.Bytes, planned.Objects, planned.Ranges, planned.Digests), (outcome.BytesRead, outcome.ObjectsRead, outcome.Ranges, outcome.DigestsMatched));
        Assert.Equal(planned, outcome.Estimate);
        return outcome;
    }

    private static bool IsList(string line) => line.Contains("list-type", StringComparison.Ordinal);

    private async Task<AuditPlan> PlanAsync() => new() { Expected = await ExpectedContents.ListAsync(_repository, None), Seed = Digest.Of("seed"u8) };

    private Task<AuditEstimate> EstimateAsync(AuditPlan plan) => new ReplicaAuditor(_replica, () => _replica, new ManualClock(Now)).EstimateAsync(plan, None);

    private Task<AuditOutcome> RunAsync(AuditPlan plan) => new ReplicaAuditor(_replica, () => _replica, new ManualClock(Now)).RunAsync(plan, _seen.Enqueue, null, None);

    private static string KeyOf(ObjectName name) => $"box/{RepositoryLayout.PathOf(name)}";

    private async Task<ObjectName> AddAsync(ObjectKind kind, byte[] content)
    {
        var name = new ObjectName(kind, Digest.Of(content));
        await PutAsync(name, content);
        return name;
    }

    private async Task PutAsync(ObjectName name, byte[] content)
    {
        _repository.Objects[name] = content;
        await _replica.PutAsync(name, new BytesContent(content), None);
    }
}
