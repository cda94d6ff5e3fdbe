using Archivist.Replicas.Planning;
using Archivist.Replicas.Stores.Http;
using Archivist.Replicas.Stores.S3;
using Archivist.Replicas.Synchronizing;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Replicas.Planning;

public sealed class TransferPlannerTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly VendorPrices Prices = new("V", "EUR", new DateOnly(2026, 1, 1)) { StoragePerTerabyteMonth = 10m, PutsPerMillion = 5m, ListsPerMillion = 4m, ReadsPerMillion = 1m, EgressPerTerabyte = 90m };

    private readonly MemoryStore _source = new();

    public TransferPlannerTests()
    {
        _source.Objects[ObjectName.Configuration] = "configuration"u8.ToArray();
        foreach (var kind in new[] { ObjectKind.Key, ObjectKind.Pack, ObjectKind.Index, ObjectKind.Snapshot })
        {
            for (var number = 0; number < 3; number++)
                Add(kind, System.Text.Encoding.UTF8.GetBytes($"{kind} {number}"));
        }
    }

    [Fact]
    public async Task The_plan_of_a_bucket_has_the_requests_that_are_then_made()
    {
        await using var service = await S3Impostor.StartAsync();
        service.Buckets["box"] = true;
        using var connections = HttpConnection.CreateHandler(ServerTrust.Machine);
        var target = new S3Store(connections, service.Bucket("box"), S3Impostor.Access);

        await CompareAsync(service, target);
        Add(ObjectKind.Pack, new byte[100]);
        await CompareAsync(service, target);
        await CompareAsync(service, target);
    }

    [Fact]
    public async Task The_plan_of_a_source_in_a_bucket_has_the_requests_that_are_then_made_however_many_replicas_are_filled()
    {
        await using var service = await S3Impostor.StartAsync();
        service.Buckets["box"] = true;
        using var connections = HttpConnection.CreateHandler(ServerTrust.Machine);
        var bucket = new S3Store(connections, service.Bucket("box"), S3Impostor.Access);
        await Synchronize.RunAsync(_source, bucket);
        var (one, other) = (new MemoryStore("one"), new MemoryStore("other"));

        var planner = await TransferPlanner.ListAsync(bucket, None);
        await planner.PlanAsync(one, isServer: false, None);
        await planner.PlanAsync(other, isServer: false, None);
        var plan = planner.PlanSource(isServer: true);
        var before = service.Log.Count;
        var results = await Synchronize.RunAllAsync(new ReplicaSynchronizer(bucket, None), one, other);
        var made = service.Log.Skip(before).ToList();

        Assert.All(results, result => Assert.Null(result.Failure));
        Assert.Equal(new RequestCounts(0, made.Count(IsList), made.Count(line => !IsList(line))), plan.Requests);
        Assert.Equal(12, plan.Objects);
        Assert.Equal(_source.Objects.Values.Sum(content => content.LongLength) + _source.Objects[ObjectName.Configuration].Length, plan.Bytes);
        Assert.Equal(90m * plan.Bytes / 1_000_000_000_000m + (plan.Requests!.Lists * 4m + plan.Requests.Reads) / 1_000_000m, plan.CostBy(Prices));
    }

    [Fact]
    public async Task A_directory_has_no_requests_and_what_is_there_is_not_copied()
    {
        var target = new MemoryStore();
        var first = await PlanAsync(target, isServer: false);
        await Synchronize.RunAsync(_source, target);
        var second = await PlanAsync(target, isServer: false);

        Assert.Null(first.Requests);
        Assert.Equal((13, _source.Objects.Values.Sum(content => content.LongLength)), (first.Objects, first.Bytes));
        Assert.Equal((0, 0, first.Bytes), (second.Objects, second.Bytes, second.BytesTotal));
    }

    [Fact]
    public void Costs_are_those_of_requests_and_storage()
    {
        var cost = new TransferPlan(10, 2_000_000_000_000, 3_000_000_000_000, new RequestCounts(1_000_000, 500_000, 2_000_000)).CostBy(Prices);

        Assert.Equal(("EUR", 9m, 20m, 30m), (cost.Currency, cost.Once, cost.MonthlyAdded, cost.Monthly));
    }

    [Theory]
    [InlineData(1L, 1L)]
    [InlineData(64L << 20, 1L)]
    [InlineData((64L << 20) + 1, 7L)]
    public void Large_objects_take_several_puts(long length, long puts) => Assert.Equal(puts, S3Store.CountPuts(length));

    private async Task CompareAsync(S3Impostor service, S3Store target)
    {
        var plan = await PlanAsync(target, isServer: true);
        var before = service.Log.Count;
        var result = await Synchronize.RunAsync(_source, target);
        var made = service.Log.Skip(before).ToList();

        Assert.Equal((result.ObjectsCopied, result.BytesCopied, result.BytesTotal), (plan.Objects, plan.Bytes, plan.BytesTotal));
        Assert.Equal(
            new RequestCounts(made.Count(IsPut), made.Count(IsList), made.Count(line => !IsPut(line) && !IsList(line))), plan.Requests);
    }

    private static bool IsPut(string line) => line.StartsWith("PUT", StringComparison.Ordinal);

    private static bool IsList(string line) => line.Contains("list-type", StringComparison.Ordinal);

    private async Task<TransferPlan> PlanAsync(IObjectStore target, bool isServer) => await (await TransferPlanner.ListAsync(_source, None)).PlanAsync(target, isServer, None);

    private void Add(ObjectKind kind, byte[] content) => _source.Objects[new ObjectName(kind, Digest.Of(content))] = content;
}
