using System.Collections.Concurrent;
using System.Text;
using Archivist.Platform.Problems;
using Archivist.Replicas.Auditing;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Replicas.Auditing;

public sealed class ReplicaAuditorTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateTimeOffset Now = new(2040, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly MemoryStore _repository = new("repository"), _replica = new("replica");
    private readonly ManualClock _clock = new(Now);
    private readonly ConcurrentQueue<ObjectAudit> _seen = new();
    private readonly List<ObjectName> _packs = [];

    public ReplicaAuditorTests()
    {
        foreach (var store in new[] { _repository, _replica })
            store.Objects[ObjectName.Configuration] = "configuration"u8.ToArray();
        for (var i = 0; i < 40; i++)
        {
            var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"pack {i} ", 500)));
            _packs.Add(Add(ObjectKind.Pack, content));
        }

        Add(ObjectKind.Key, "key"u8.ToArray());
        Add(ObjectKind.Index, "index"u8.ToArray());
        Add(ObjectKind.Snapshot, "snapshot"u8.ToArray());
    }

    [Fact]
    public async Task A_whole_replica_has_no_findings_and_a_sweep_reads_every_object_once()
    {
        var outcome = await RunAsync(await PlanAsync() with { Ranges = 10, ReadsNew = true, SweepBytes = long.MaxValue });

        Assert.Empty(outcome.Findings);
        Assert.Equal((43, 0, 0, 10, 43, false), (outcome.Objects, outcome.NotCopied, outcome.Surplus.Count, outcome.Ranges, outcome.ObjectsRead, outcome.IsPartial));
        Assert.Equal(43, _seen.Where(audit => audit.Grade is AuditGrade.ReadWhole && audit.Object.Name.Kind is not ObjectKind.Configuration).Select(audit => audit.Object.Name).Distinct().Count());
    }

    [Theory]
    [InlineData("flipped")]
    [InlineData("cut")]
    [InlineData("longer")]
    [InlineData("empty")]
    public async Task A_sweep_finds_every_kind_of_damage(string kind)
    {
        var bytes = _replica.Objects[_packs[7]];
        _replica.Objects[_packs[7]] = kind switch
        {
            "flipped" => [.. bytes.Take(100), (byte)(bytes[100] ^ 1), .. bytes.Skip(101)],
            "cut" => bytes[..^1],
            "longer" => [.. bytes, 0],
            _ => [],
        };

        var outcome = await RunAsync(await PlanAsync() with { SweepBytes = long.MaxValue });

        Assert.Equal((_packs[7], ObjectVerdict.Damaged), Finding(outcome));
    }

    [Fact]
    public async Task What_was_held_and_is_gone_is_missing_and_what_was_never_there_is_not_copied_yet()
    {
        _replica.Objects.Remove(_packs[1]);
        _replica.Objects.Remove(_packs[2]);
        var held = _packs.Where(name => name != _packs[2]).ToDictionary(name => name, _ => new HeldObject(4, 1, Now, ObjectVerdict.Good));

        var outcome = await RunAsync(await PlanAsync() with { Held = held });

        Assert.Equal((_packs[1], ObjectVerdict.Missing), Finding(outcome));
        Assert.Equal((1, _repository.Objects[_packs[2]].Length), (outcome.NotCopied, outcome.BytesNotCopied));
    }

    [Fact]
    public async Task An_auditor_expects_everything()
    {
        _replica.Objects.Remove(_packs[1]);

        var outcome = await RunAsync(await PlanAsync() with { IsExpectedWhole = true });

        Assert.Equal((_packs[1], ObjectVerdict.Missing), Finding(outcome));
    }

    [Fact]
    public async Task What_repository_and_replica_both_removed_is_forgotten_and_what_only_the_repository_removed_is_surplus()
    {
        var held = _packs.ToDictionary(name => name, _ => new HeldObject(4, 1, Now, ObjectVerdict.Good));
        _replica.Objects.Remove(_packs[1]);
        _repository.Objects.Remove(_packs[1]);
        _repository.Objects.Remove(_packs[2]);

        var outcome = await RunAsync(await PlanAsync() with { Held = held });

        Assert.Empty(outcome.Findings);
        Assert.Equal(_packs[1], Assert.Single(outcome.Gone));
        Assert.Equal(_packs[2], Assert.Single(outcome.Surplus).Name);
    }

    [Fact]
    public async Task A_read_that_is_wrong_once_is_no_damage()
    {
        var outcome = await RunAsync(await PlanAsync() with { SweepBytes = long.MaxValue }, new FaultyStore(_replica, StoreFault.FlipsABit, 9));

        Assert.Equal(ObjectVerdict.ReadsDiffer, Assert.Single(outcome.Findings).Verdict);
    }

    [Fact]
    public async Task Reads_that_are_wrong_in_different_ways_are_no_damage_either()
    {
        // Two requests in a row, of the first object that is read, have different bits wrong.
        var store = new FaultyStore(new FaultyStore(_replica, StoreFault.FlipsABit, 9), StoreFault.EndsEarly, 10);

        var outcome = await RunAsync((await PlanAsync()) with { SweepBytes = long.MaxValue }, new OneAtATime(store));

        Assert.Equal(ObjectVerdict.ReadsDiffer, Assert.Single(outcome.Findings).Verdict);
    }

    [Theory]
    [InlineData(StoreFault.Refuses)]
    [InlineData(StoreFault.BreaksOff)]
    public async Task A_read_that_fails_once_is_nothing(StoreFault fault)
    {
        // The first requests look up the configuration and list.
        var outcome = await RunAsync(await PlanAsync() with { SweepBytes = long.MaxValue }, new FaultyStore(_replica, fault, fault is StoreFault.Refuses ? 9 : 3));

        Assert.Empty(outcome.Findings);
        Assert.Equal(43, outcome.ObjectsRead);
    }

    [Fact]
    public async Task A_listing_that_leaves_out_what_is_there_differs_from_the_store()
    {
        var hiding = new HidingStore(_replica, _packs[3]);

        var outcome = await RunAsync(await PlanAsync() with { IsExpectedWhole = true }, hiding);

        Assert.Equal((_packs[3], ObjectVerdict.ReadsDiffer), Finding(outcome));
    }

    [Fact]
    public async Task An_object_that_is_right_on_the_replica_and_wrong_in_the_repository_is_no_fault_of_the_replica()
    {
        _repository.Objects[_packs[5]] = _repository.Objects[_packs[5]][..^3];

        var outcome = await RunAsync(await PlanAsync() with { SweepBytes = long.MaxValue, ReadsNew = true });

        Assert.Equal((_packs[5], ObjectVerdict.SourceDamaged), Finding(outcome));
        Assert.Equal(ObjectVerdict.SourceDamaged, _seen.Last(audit => audit.Object.Name == _packs[5] && audit.Grade is AuditGrade.ReadWhole).Verdict);
    }

    [Fact]
    public async Task A_sample_tells_a_damaged_repository_from_a_damaged_replica()
    {
        foreach (var name in _packs)
            _repository.Objects[name] = [.. _repository.Objects[name].Select(value => (byte)(value ^ 1))];

        var outcome = await RunAsync(await PlanAsync() with { Ranges = 4, Reference = _repository });

        Assert.NotEmpty(outcome.Findings);
        Assert.All(outcome.Findings, finding => Assert.Equal(ObjectVerdict.SourceDamaged, finding.Verdict));
    }

    [Fact]
    public async Task A_sample_that_is_read_wrongly_again_and_again_does_not_accuse_the_repository()
    {
        // After the configuration comes the range, which is read wrongly; the object itself is read rightly, and the next read would be wrong again.
        var outcome = await RunAsync(
            await PlanAsync() with { Ranges = 1, RangeLength = 64, Reference = _repository }, new OneAtATime(new FaultyStore(new FaultyStore(_replica, StoreFault.FlipsABit, 2), StoreFault.FlipsABit, 4)));

        Assert.Equal(ObjectVerdict.ReadsDiffer, Assert.Single(outcome.Findings).Verdict);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_sample_finds_a_copy_of_which_a_quarter_is_wrong_in_nearly_all_of_a_hundred_audits(bool hasReference)
    {
        foreach (var name in _packs.Take(10))
            _replica.Objects[name] = [.. _replica.Objects[name].Select(value => (byte)(value ^ 1))];
        var plan = await PlanAsync();
        var found = 0;
        for (var seed = 0; seed < 100; seed++)
        {
            var outcome = await RunAsync(plan with { Ranges = 16, RangeLength = 64, Seed = Digest.Of([(byte)seed]), Reference = hasReference ? _repository : null });
            found += outcome.Findings.Count > 0 ? 1 : 0;
        }

        Assert.InRange(found, 95, 100);
    }

    [Fact]
    public async Task Another_configuration_is_damage()
    {
        _replica.Objects[ObjectName.Configuration] = "Configuration"u8.ToArray();

        Assert.Equal((ObjectName.Configuration, ObjectVerdict.Damaged), Finding(await RunAsync(await PlanAsync())));
    }

    [Fact]
    public async Task New_objects_are_read_keys_indexes_and_snapshots_all_and_of_the_packs_one_in_twenty()
    {
        var outcome = await RunAsync(await PlanAsync() with { ReadsNew = true });

        Assert.Equal(3 + 2, outcome.ObjectsRead);
    }

    [Fact]
    public async Task A_sweep_goes_on_where_the_last_one_ended()
    {
        var plan = await PlanAsync() with { SweepBytes = 20_000 };
        var held = new Dictionary<ObjectName, HeldObject>();
        var rounds = 1;
        for (; held.Count == 0 || held.Values.Any(item => item.ReadAt is null); rounds++)
        {
            _seen.Clear();
            await RunAsync(plan with { Held = held });
            var before = held.Where(item => item.Value.ReadAt is not null).Select(item => item.Key).ToHashSet();
            foreach (var audit in _seen.Where(audit => audit.Object.Name != ObjectName.Configuration).OrderBy(audit => audit.Grade))
                held[audit.Object.Name] = new HeldObject(audit.Object.Length, rounds, audit.Grade is AuditGrade.ReadWhole ? Now : null, ObjectVerdict.Good);
            // Only when nothing unread is left are objects read again.
            Assert.True(_seen.All(audit => audit.Grade is not AuditGrade.ReadWhole || !before.Contains(audit.Object.Name)) || held.Values.All(item => item.ReadAt is not null));
        }

        Assert.InRange(rounds, 5, 12);
    }

    [Fact]
    public async Task After_the_deadline_no_object_is_begun()
    {
        var outcome = await RunAsync(await PlanAsync() with { SweepBytes = long.MaxValue, Deadline = Now });

        Assert.Equal((0, true), (outcome.ObjectsRead, outcome.IsPartial));
    }

    [Fact]
    public async Task A_store_that_does_not_answer_at_all_is_no_finding()
    {
        var dead = new FlakyReplica(_replica) { IsDead = true };

        await Assert.ThrowsAnyAsync<IOException>(() => RunAsync(new AuditPlan { Seed = default, SweepBytes = long.MaxValue }, dead));
    }

    private async Task<AuditPlan> PlanAsync() => new() { Expected = await ExpectedContents.ListAsync(_repository, None), Seed = Digest.Of("seed"u8) };

    private Task<AuditOutcome> RunAsync(AuditPlan plan, IObjectSource? replica = null) =>
        new ReplicaAuditor(replica ?? _replica, () => replica ?? _replica, _clock).RunAsync(plan, _seen.Enqueue, null, None);

    private static (ObjectName, ObjectVerdict) Finding(AuditOutcome outcome)
    {
        var finding = Assert.Single(outcome.Findings);
        return (finding.Object.Name, finding.Verdict);
    }

    private ObjectName Add(ObjectKind kind, byte[] content)
    {
        var name = new ObjectName(kind, Digest.Of(content));
        _repository.Objects[name] = _replica.Objects[name] = content;
        return name;
    }

    /// <summary>Leaves one object out of its listings.</summary>
    private sealed class HidingStore(IObjectStore inner, ObjectName hidden) : IObjectStore
    {
        public string Location => inner.Location;

        public StoreTraits Traits => inner.Traits;

        public Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken) => inner.OpenAsync(name, range, cancellationToken);

        public Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken) => inner.FindLengthAsync(name, cancellationToken);

        public IAsyncEnumerable<StoredObject> ListAsync(ObjectKind kind, CancellationToken cancellationToken) => inner.ListAsync(kind, cancellationToken).Where(item => item.Name != hidden);

        public Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken) => inner.PutAsync(name, content, cancellationToken);

        public Task RemoveAsync(ObjectName name, CancellationToken cancellationToken) => inner.RemoveAsync(name, cancellationToken);
    }

    /// <summary>Asked by one thread at a time, so that a test knows the order of requests.</summary>
    private sealed class OneAtATime(IObjectStore inner) : IObjectSource
    {
        public string Location => inner.Location;

        public StoreTraits Traits => inner.Traits with { MaxConcurrency = 1 };

        public Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken) => inner.OpenAsync(name, range, cancellationToken);

        public Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken) => inner.FindLengthAsync(name, cancellationToken);

        public IAsyncEnumerable<StoredObject> ListAsync(ObjectKind kind, CancellationToken cancellationToken) => inner.ListAsync(kind, cancellationToken);
    }

    /// <summary>Answers nothing while it is dead.</summary>
    private sealed class FlakyReplica(IObjectStore inner) : IObjectSource
    {
        internal bool IsDead { get; set; }

        public string Location => inner.Location;

        public StoreTraits Traits => inner.Traits;

        public Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken) => Alive().OpenAsync(name, range, cancellationToken);

        public Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken) => Alive().FindLengthAsync(name, cancellationToken);

        public IAsyncEnumerable<StoredObject> ListAsync(ObjectKind kind, CancellationToken cancellationToken) => Alive().ListAsync(kind, cancellationToken);

        private IObjectStore Alive() => IsDead ? throw new IOException("no answer") : inner;
    }
}
