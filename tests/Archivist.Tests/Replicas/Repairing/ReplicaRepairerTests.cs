using Archivist.Platform.Problems;
using Archivist.Replicas.Repairing;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Replicas.Repairing;

public sealed class ReplicaRepairerTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly byte[] Content = [.. "the content of a pack"u8];
    private static readonly ObjectName Pack = new(ObjectKind.Pack, Digest.Of(Content));
    private readonly MemoryStore _replica = new("replica"), _first = new("first"), _second = new("second");

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    [InlineData("the content of a pact")]
    public async Task A_damaged_or_missing_object_comes_from_the_first_good_copy(string? there)
    {
        if (there is not null)
            _replica.Objects[Pack] = System.Text.Encoding.UTF8.GetBytes(there);
        _first.Objects[Pack] = [.. Content.Take(5)];
        _second.Objects[Pack] = Content;

        Assert.Equal((RepairOutcome.Repaired, Content.Length), await RepairAsync());
        Assert.Equal(Content, _replica.Objects[Pack]);
    }

    [Fact]
    public async Task A_good_object_is_left_alone()
    {
        _replica.Objects[Pack] = Content;

        Assert.Equal((RepairOutcome.WasGood, 0), await RepairAsync());
    }

    [Fact]
    public async Task Without_a_good_copy_the_damaged_one_stays()
    {
        _replica.Objects[Pack] = [1, 2, 3];
        _first.Objects[Pack] = [1, 2, 3];

        Assert.Equal((RepairOutcome.NoGoodCopy, 0), await RepairAsync());
        Assert.Equal([1, 2, 3], _replica.Objects[Pack]);
    }

    [Fact]
    public async Task A_dry_run_changes_nothing()
    {
        _second.Objects[Pack] = Content;

        Assert.Equal((RepairOutcome.Repaired, Content.Length), await RepairAsync(isDryRun: true));
        Assert.Empty(_replica.Objects);
    }

    [Fact]
    public async Task A_store_that_keeps_nothing_is_still_damaged()
    {
        _second.Objects[Pack] = Content;

        var (outcome, _) = await new ReplicaRepairer(new FaultyStore(_replica, StoreFault.Forgets, 1), () => _replica, [_first, _second]).RepairAsync(Pack, isDryRun: false, None);

        Assert.Equal(RepairOutcome.StillDamaged, outcome);
    }

    [Fact]
    public async Task What_a_store_refuses_to_remove_is_stuck_and_what_is_missing_there_is_added()
    {
        _second.Objects[Pack] = Content;
        var keeping = new KeepingStore(_replica);
        Assert.Equal(RepairOutcome.Repaired, (await new ReplicaRepairer(keeping, () => keeping, [_second]).RepairAsync(Pack, isDryRun: false, None)).Outcome);
        _replica.Objects[Pack] = [1, 2, 3];

        Assert.Equal(RepairOutcome.Stuck, (await new ReplicaRepairer(keeping, () => keeping, [_second]).RepairAsync(Pack, isDryRun: false, None)).Outcome);
        Assert.Equal([1, 2, 3], _replica.Objects[Pack]);
    }

    /// <summary>Adds, and removes nothing.</summary>
    private sealed class KeepingStore(IObjectStore inner) : IObjectStore
    {
        public string Location => inner.Location;

        public StoreTraits Traits => inner.Traits;

        public Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken) => inner.OpenAsync(name, range, cancellationToken);

        public Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken) => inner.FindLengthAsync(name, cancellationToken);

        public IAsyncEnumerable<StoredObject> ListAsync(ObjectKind kind, CancellationToken cancellationToken) => inner.ListAsync(kind, cancellationToken);

        public Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken) => inner.PutAsync(name, content, cancellationToken);

        public Task RemoveAsync(ObjectName name, CancellationToken cancellationToken) => throw TestProblem.Of(Failure.TooFewReplicas, Location);
    }

    private Task<(RepairOutcome, long)> RepairAsync(bool isDryRun = false) => new ReplicaRepairer(_replica, () => _replica, [_first, _second]).RepairAsync(Pack, isDryRun, None);
}
