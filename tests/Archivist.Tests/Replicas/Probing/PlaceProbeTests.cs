using Archivist.Replicas.Probing;
using Archivist.Replicas.Stores;
using Archivist.Replicas.Stores.Http;
using Archivist.Replicas.Stores.Rest;
using Archivist.Replicas.Stores.S3;
using Archivist.Replicas.Stores.Wrappers;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Replicas.Probing;

public sealed class PlaceProbeTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly MemoryStore _place = new();

    public PlaceProbeTests() => _place.Objects[ObjectName.Configuration] = "configuration"u8.ToArray();

    [Fact]
    public async Task A_store_that_keeps_the_contract_is_good_and_holds_nothing_afterwards()
    {
        var outcome = await ProbeAsync(_place);

        Assert.True(outcome.IsGood);
        Assert.Equal((true, true, true, true), (outcome.Writes, outcome.Reads, outcome.Ranges, outcome.RefusesPastEnd));
        Assert.Equal((true, true, false, true), (outcome.ListsAtOnce, outcome.RefusesExisting, outcome.ChecksContent, outcome.Removes));
        Assert.Single(_place.Objects);
    }

    [Fact]
    public async Task A_server_of_rest_is_good_and_holds_nothing_afterwards()
    {
        await using var server = new WritableRestServer(_place);
        using var http = HttpConnection.Create();

        var outcome = await ProbeAsync(new RestStore(http, server.Address));

        Assert.True(outcome.IsGood, string.Join("; ", outcome.Steps));
        Assert.Equal((true, true), (outcome.RefusesExisting, outcome.Removes));
        Assert.Single(_place.Objects);
    }

    [Fact]
    public async Task A_bucket_is_good_and_checks_content_and_holds_nothing_afterwards()
    {
        await using var service = await S3Impostor.StartAsync();
        service.Buckets["box"] = true;
        using var connections = HttpConnection.CreateHandler(ServerTrust.Machine);
        var store = new S3Store(connections, service.Bucket("box"), S3Impostor.Access);
        await store.PutAsync(ObjectName.Configuration, new BytesContent("configuration"u8.ToArray()), None);

        var outcome = await ProbeAsync(store);

        Assert.True(outcome.IsGood, string.Join("; ", outcome.Steps));
        Assert.Single(service.Objects);
    }

    [Fact]
    public async Task What_a_bucket_does_beyond_objects_is_probed()
    {
        await using var service = await S3Impostor.StartAsync();
        service.Buckets["box"] = true;
        (service.Conditions, service.Digests, service.Versioning, service.ObjectLock) = (ConditionSupport.Obeyed, DigestSupport.Kept, "Enabled", ("COMPLIANCE", 30));
        using var connections = HttpConnection.CreateHandler(ServerTrust.Machine);
        var store = new S3Store(connections, service.Bucket("box"), S3Impostor.Access);
        await store.PutAsync(ObjectName.Configuration, new BytesContent("configuration"u8.ToArray()), None);

        var bucket = (await ProbeAsync(new RetryingStore(store, TimeProvider.System))).Bucket!;
        service.Lifecycle = "<Rule><ID>tidy</ID><Status>Enabled</Status><Filter/><Expiration><Days>30</Days></Expiration></Rule>";
        var tidied = await ProbeAsync(store);

        Assert.Equal((true, true, BucketVersioning.On, new BucketRetention(true, 30)), (bucket.ObeysConditions, bucket.StatesDigests, bucket.Settings!.Versioning, bucket.Settings.Retention));
        Assert.Empty(bucket.HarmfulRules);
        Assert.False(tidied.IsGood);
        Assert.Equal("tidy", Assert.Single(tidied.Bucket!.HarmfulRules).Name);
        Assert.Null((await ProbeAsync(_place)).Bucket);
    }

    [Fact]
    public async Task Where_nothing_is_removed_only_an_empty_lock_stays_and_reading_is_still_probed()
    {
        var outcome = await ProbeAsync(new KeepingStore(_place));

        Assert.Equal((true, true, false, null), (outcome.IsGood, outcome.Reads, outcome.Removes, outcome.ChecksContent));
        Assert.Empty(_place.Objects[Assert.Single(outcome.LeftBehind)]);
        Assert.Equal(2, _place.Objects.Count);
    }

    [Fact]
    public async Task Where_nothing_is_written_reading_is_still_probed()
    {
        var outcome = await ProbeAsync(ReadOnlyStore.Over(new CountingSource(_place)));

        Assert.Equal((false, false, true, true, null), (outcome.IsGood, outcome.Writes, outcome.Reads, outcome.Ranges, outcome.Removes));
        Assert.Single(_place.Objects);
    }

    [Fact]
    public async Task Bytes_for_a_range_past_the_end_are_found()
    {
        var outcome = await ProbeAsync(new PaddingStore(_place));

        Assert.Equal((false, false), (outcome.IsGood, outcome.RefusesPastEnd));
        Assert.Single(_place.Objects);
    }

    public static TheoryData<StoreFault, int> Faults => [.. from fault in Enum.GetValues<StoreFault>() from at in Enumerable.Range(1, 14) select (fault, at)];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Whatever_fails_nothing_is_left_that_is_not_named(StoreFault fault, int at)
    {
        var outcome = await ProbeAsync(new FaultyStore(_place, fault, at));

        Assert.Equal(outcome.LeftBehind.ToHashSet(), [.. _place.Objects.Keys.Where(name => name.Kind is ObjectKind.Lock), .. outcome.LeftBehind]);
    }

    [Theory]
    [InlineData(StoreFault.FlipsABit, 1, ProbeRequest.Read)]
    [InlineData(StoreFault.EndsEarly, 1, ProbeRequest.Read)]
    [InlineData(StoreFault.FlipsABit, 2, ProbeRequest.ReadRange)]
    [InlineData(StoreFault.Forgets, 2, ProbeRequest.Read)]
    public async Task A_fault_is_found_where_it_happens(StoreFault fault, int at, ProbeRequest request)
    {
        var outcome = await ProbeAsync(new FaultyStore(_place, fault, at));

        Assert.False(outcome.IsGood);
        Assert.NotEqual(true, outcome.Steps.Single(step => step.Request == request).Worked);
    }

    [Fact]
    public async Task A_cancelled_probe_leaves_nothing()
    {
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new PlaceProbe(new StoppingAtRead(_place, stop), TimeProvider.System).RunAsync(stop.Token));

        Assert.Single(_place.Objects);
    }

    private static Task<ProbeOutcome> ProbeAsync(IObjectStore store) => new PlaceProbe(store, TimeProvider.System).RunAsync(None);

    private sealed class KeepingStore(IObjectStore inner) : DelegatingStore(inner)
    {
        public override Task RemoveAsync(ObjectName name, CancellationToken cancellationToken) => throw new IOException("refused");
    }

    private sealed class PaddingStore(IObjectStore inner) : DelegatingStore(inner)
    {
        public override async Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken)
        {
            try
            {
                return await base.OpenAsync(name, range, cancellationToken);
            }
            catch (EndOfStreamException)
            {
                return new MemoryStream(new byte[range.Length!.Value]);
            }
        }
    }

    private sealed class StoppingAtRead(IObjectStore inner, CancellationTokenSource stop) : DelegatingStore(inner)
    {
        public override async Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken)
        {
            await stop.CancelAsync();
            return await base.OpenAsync(name, range, cancellationToken);
        }
    }
}
