using Archivist.Operations.Configuration;
using Archivist.Operations.Problems;
using Archivist.Operations.Remembering;
using Archivist.Operations.Replicating;
using Archivist.Platform.Problems;

namespace Archivist.Tests.Operations.Replicating;

public sealed class PlanReplicationTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_plan_says_what_it_takes_and_copies_nothing()
    {
        await SetUpAsync(Table("OWN"));

        var begun = (await PlanAsync(new ReplicateRequest { Begins = true })).Replicas;
        var refused = await PlanAsync(new ReplicateRequest());
        await ReplicateAsync();
        var done = (await PlanAsync(new ReplicateRequest())).Replicas;

        Assert.All(begun, replica => Assert.Equal(_bench.Stores[Repository].Objects.Count, replica.Plan!.Objects));
        Assert.All(begun, replica => Assert.Equal(("EUR", replica.Plan!.Bytes / 1_000_000_000_000m * 5m), (replica.Cost!.Currency, replica.Cost.MonthlyAdded)));
        Assert.All(begun, replica => Assert.Null(replica.Time));
        Assert.All(refused.Replicas, replica => Assert.IsType<ReplicaNeverBegun>(replica.Failure!.Problem));
        Assert.All(done, replica => Assert.Equal((0, TimeSpan.Zero), (replica.Plan!.Objects, replica.Time)));
    }

    [Fact]
    public async Task Nothing_is_begun_by_a_plan()
    {
        await SetUpAsync();
        await PlanAsync(new ReplicateRequest { Begins = true });
        Assert.Empty(_bench.Stores[_bench.Folder.At("one")].Objects);
    }

    [Fact]
    public async Task The_time_is_that_of_the_last_copy_of_some_size()
    {
        await SetUpAsync();
        var repository = await _bench.OpenAsync(Repository);
        await ReplicateAsync();
        using (var memory = AuditMemory.Open(_bench.Folder.At("repository.audits.sqlite")))
            memory.RecordRate("one", 64 << 20, TimeSpan.FromSeconds(64), _bench.Clock.GetUtcNow());
        await Bench.AddSnapshotAsync(repository, "more");

        var planned = (await PlanAsync(new ReplicateRequest())).Replicas;

        Assert.Equal(planned[0].Plan!.Bytes / (double)(1 << 20), planned[0].Time!.Value.TotalSeconds, 0.001);
        Assert.Null(planned[1].Time);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_read_is_the_source_that_is_named_or_stands_in(bool isLost)
    {
        await SetUpAsync(Table("OWN"));
        await ReplicateAsync();
        _bench.Stores[_bench.Folder.At("two")].Objects.Clear();
        var held = _bench.Stores[_bench.Folder.At("one")].Objects.Count;
        if (isLost)
            _bench.Stores[Repository].Objects.Clear();

        var plan = await PlanAsync(new ReplicateRequest { From = isLost ? null : "one", Begins = true });

        Assert.Equal(("one", "own", held - 1), (plan.Source.Replica, plan.Source.Vendor, (int)plan.Source.Reads.Objects));
        Assert.Equal("two", Assert.Single(plan.Replicas).Name);
        Assert.Equal((0m, isLost ? Failure.RepositoryMissing : Failure.None), (plan.Source.Cost!.Value, plan.Verdict));
    }

    [Fact]
    public async Task A_vendor_without_prices_has_no_cost()
    {
        await SetUpAsync();
        Assert.All((await PlanAsync(new ReplicateRequest { Begins = true })).Replicas, replica => Assert.Null(replica.Cost));
    }

    [Theory]
    [InlineData("backblaze B2", 6.95)]
    [InlineData("CLOUDFLARE", 15)]
    [InlineData("aws", 23)]
    public async Task Shipped_prices_are_found_in_any_case(string vendor, double storage)
    {
        var prices = (await PriceTable.ReadAsync(null, None)).Find(vendor)!;
        Assert.Equal(((decimal)storage, "USD"), (prices.StoragePerTerabyteMonth, prices.Currency));
    }

    [Fact]
    public async Task A_table_of_the_user_comes_first()
    {
        var file = _bench.Folder.Write("mine.toml", Table("R2"));
        var prices = await PriceTable.ReadAsync(file, None);
        Assert.Equal(("EUR", 5m), (prices.Find("r2")!.Currency, prices.Find("r2")!.StoragePerTerabyteMonth));
        Assert.Equal("USD", prices.Find("Cloudflare")!.Currency);
    }

    [Theory]
    [InlineData("\"5\"", "5.0")]
    [InlineData("\"5\"", "\"-5\"")]
    [InlineData("\"5\"", "\"5,0\"")]
    [InlineData("\"EUR\"", "\"euros\"")]
    [InlineData("\"2026-01-01\"", "\"01.01.2026\"")]
    [InlineData("currency", "curency")]
    [InlineData("[\"R2\"]", "[]")]
    [InlineData("egress-tb = \"0\"", "")]
    public async Task A_table_that_is_wrong_is_refused(string right, string wrong)
    {
        var file = _bench.Folder.Write("mine.toml", Table("R2").Replace(right, wrong, StringComparison.Ordinal));
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => PriceTable.ReadAsync(file, None));
        Assert.Equal(Failure.Usage, failure.Failure);
    }

    private string Repository => _bench.Folder.At("repository");

    private static string Table(string vendor) =>
        $"[[price]]\nvendors = [\"{vendor}\"]\ncurrency = \"EUR\"\nas-of = \"2026-01-01\"\nstorage-tb-month = \"5\"\nputs-million = \"0\"\nlists-million = \"0\"\nreads-million = \"0\"\negress-tb = \"0\"\n";

    private async Task SetUpAsync(string? prices = null)
    {
        _bench.UseSettings("one", "two");
        if (prices is not null)
        {
            var settings = await File.ReadAllTextAsync(_bench.Access.SettingsFile!, None);
            await File.WriteAllTextAsync(_bench.Access.SettingsFile!, settings.Replace("[archive]", "[archive]\nprices = \"prices.toml\"", StringComparison.Ordinal), None);
            _bench.Folder.Write("prices.toml", prices);
        }

        await _bench.AddRepositoryAsync(Repository);
        await _bench.BeginLedgerAsync();
    }

    private Task ReplicateAsync() => new ReplicateOperation(_bench.Environment).RunAsync(new ReplicateRequest { Archive = _bench.Access, Begins = true }, _bench.Events, None);

    private Task<PlanReplicationResult> PlanAsync(ReplicateRequest request) => new PlanReplicationOperation(_bench.Environment).RunAsync(request with { Archive = _bench.Access }, _bench.Events, None);
}
