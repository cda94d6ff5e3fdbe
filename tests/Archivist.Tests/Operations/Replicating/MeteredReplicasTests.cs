using Archivist.Operations.Problems;
using Archivist.Operations.Replicating;
using Archivist.Operations.Reviewing;
using Archivist.Platform.Problems;
using Archivist.Platform.SystemBus;

namespace Archivist.Tests.Operations.Replicating;

/// <summary>Replicas whose settings say to wait while the network is metered.</summary>
public sealed class MeteredReplicasTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly Bench _bench = new();
    private readonly FakeNetwork _network = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task One_that_waits_gets_nothing_costs_no_error_and_has_an_age()
    {
        await BeginAsync();
        _network.IsMetered = true;
        await Bench.AddSnapshotAsync(await _bench.OpenAsync(Repository), "more");
        var before = _bench.Stores[_bench.Folder.At("far")].Objects.Count;

        var first = await ReplicateAsync();
        _bench.Clock.Advance(TimeSpan.FromMinutes(299));
        await ReplicateAsync();

        Assert.Equal((Failure.None, 1, 0), (first.Verdict, first.Complete, first.Failures.Count));
        Assert.Equal(before, _bench.Stores[_bench.Folder.At("far")].Objects.Count);
        Assert.Equal(_bench.Stores[Repository].Objects.Count, _bench.Stores[_bench.Folder.At("near")].Objects.Count);
        var waits = _bench.Events.Warnings.OfType<ReplicaWaits>().ToList();
        Assert.Equal(["far", "far"], waits.Select(problem => problem.Replica));
        Assert.Equal(waits[0].Since, waits[1].Since);
        var status = await StatusAsync();
        Assert.Equal(TimeSpan.FromHours(5), _bench.Clock.GetUtcNow() - status.Copies.Single(copy => copy.Name == "far").Coverage.WaitsSince!.Value);
        Assert.DoesNotContain(status.Needs.OfType<ReplicaNeedsAttention>(), need => need is { Replica: "far", Need: ReplicaNeed.NewestSnapshot });

        _bench.Clock.Advance(TimeSpan.FromDays(9));
        Assert.Contains((await StatusAsync()).Needs.OfType<ReplicaNeedsAttention>(), need => need.Replica == "far");
    }

    [Fact]
    public async Task It_is_filled_once_the_network_is_another_one_and_does_not_wait_any_more()
    {
        await BeginAsync();
        _network.IsMetered = true;
        await Bench.AddSnapshotAsync(await _bench.OpenAsync(Repository), "more");
        await ReplicateAsync();
        _network.IsMetered = false;

        var result = await ReplicateAsync();

        Assert.Equal(2, result.Complete);
        Assert.Equal(_bench.Stores[Repository].Objects.Count, _bench.Stores[_bench.Folder.At("far")].Objects.Count);
        Assert.Null((await StatusAsync()).Copies.Single(copy => copy.Name == "far").Coverage.WaitsSince);
    }

    [Fact]
    public async Task It_is_filled_over_a_metered_network_on_request()
    {
        await BeginAsync();
        _network.IsMetered = true;
        await Bench.AddSnapshotAsync(await _bench.OpenAsync(Repository), "more");

        Assert.Equal(2, (await ReplicateAsync(usesMetered: true)).Complete);
    }

    [Fact]
    public async Task A_network_that_becomes_metered_ends_the_copy_without_an_error()
    {
        await BeginAsync();
        await Bench.AddSnapshotAsync(await _bench.OpenAsync(Repository), "more");
        // The first question is asked before anything is opened, and time passes while it is answered.
        _network.Asked = () =>
        {
            _network.IsMetered = _network.Questions > 1;
            _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        };

        var result = await ReplicateAsync();

        Assert.Equal((Failure.None, 1), (result.Verdict, result.Complete));
        Assert.True(_network.Questions > 1);
        Assert.Single(_bench.Events.Warnings.OfType<ReplicaWaits>());
    }

    [Fact]
    public async Task Nobody_asks_about_the_network_when_no_replica_waits()
    {
        _bench.UseSettings("near", "far");
        _bench.UseNetwork(_network);
        await _bench.AddRepositoryAsync(Repository);
        await _bench.BeginLedgerAsync();
        await ReplicateAsync(begins: true);
        Assert.Equal(0, _network.Questions);
    }

    private string Repository => _bench.Folder.At("repository");

    private async Task BeginAsync()
    {
        _bench.UseSettings("near", "far");
        _bench.UseNetwork(_network);
        await File.AppendAllTextAsync(_bench.Access.SettingsFile!, "\nmetered = \"wait\"\n", None);
        await _bench.AddRepositoryAsync(Repository);
        await _bench.BeginLedgerAsync();
        Assert.Equal(2, (await ReplicateAsync(begins: true)).Complete);
    }

    private Task<ReplicateResult> ReplicateAsync(bool begins = false, bool usesMetered = false)
    {
        // What was asked before is known for some seconds.
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        return new ReplicateOperation(_bench.Environment).RunAsync(
            new ReplicateRequest { Archive = _bench.Access, Begins = begins, UsesMetered = usesMetered }, _bench.Events, None);
    }

    private Task<StatusResult> StatusAsync() => new StatusOperation(_bench.Environment).RunAsync(new StatusRequest { Archive = _bench.Access }, _bench.Events, None);

    private sealed class FakeNetwork : INetworkState
    {
        internal bool IsMetered { get; set; }

        internal int Questions { get; private set; }

        internal Action? Asked { get; set; }

        public Task<bool> IsMeteredAsync(CancellationToken cancellationToken)
        {
            Questions++;
            Asked?.Invoke();
            return Task.FromResult(IsMetered);
        }

        public Task<bool> IsConnectedAsync(CancellationToken cancellationToken) => Task.FromResult(true);
    }
}
