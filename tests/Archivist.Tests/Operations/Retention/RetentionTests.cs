using Archivist.Operations.Retention;
using Archivist.Platform.Problems;
using Archivist.Repository.Opening;
using Archivist.Repository.Pruning;
using Archivist.Repository.Retention;
using Archivist.Repository.Stores;

namespace Archivist.Tests.Operations.Retention;

public sealed class RetentionTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly RetentionPolicy LastOne = new() { Counts = new Dictionary<CalendarUnit, int> { [CalendarUnit.Snapshot] = 1 } };
    private readonly Bench _bench = new();
    private readonly List<ForgetPlan> _forgotten = [];

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_policy_removes_the_older_snapshot_and_pruning_its_content()
    {
        await AddTwoAsync();
        var packs = _bench.Count(ObjectKind.Pack);

        var result = await ForgetAsync(new ForgetRequest { Archive = _bench.Access, Policy = LastOne, Prune = new PruneOptions { MaxUnused = Unused("0") }, Forgotten = _forgotten.Add });

        Assert.Equal(Failure.None, result.Verdict);
        Assert.Same(result.Plan, Assert.Single(_forgotten));
        Assert.Equal(1, _bench.Count(ObjectKind.Snapshot));
        Assert.True(result.Pruned!.Figures.FreedBytes > 0);
        Assert.True(_bench.Count(ObjectKind.Pack) <= packs);
        Assert.Equal(0, _bench.Count(ObjectKind.Lock));
    }

    [Fact]
    public async Task A_dry_run_plans_both_and_removes_nothing()
    {
        await AddTwoAsync();
        var before = _bench.Stores[Bench.Here].Objects.Keys.ToHashSet();

        var result = await ForgetAsync(new ForgetRequest { Archive = _bench.Access, Policy = LastOne, Prune = new PruneOptions(), IsDryRun = true, Forgotten = _forgotten.Add });

        Assert.Single(result.Plan.Removals);
        Assert.NotNull(result.Pruned);
        Assert.True(before.SetEquals(_bench.Stores[Bench.Here].Objects.Keys));
    }

    [Fact]
    public async Task A_policy_that_would_leave_nothing_is_refused()
    {
        await AddTwoAsync();
        var policy = new RetentionPolicy { Tags = [["never"]] };

        var result = await ForgetAsync(new ForgetRequest { Archive = _bench.Access, Policy = policy, Forgotten = _forgotten.Add });

        Assert.Equal(Failure.Findings, result.Verdict);
        Assert.Equal(2, _bench.Count(ObjectKind.Snapshot));
    }

    [Fact]
    public async Task A_named_snapshot_goes_without_any_policy_and_an_empty_request_keeps_everything()
    {
        await AddTwoAsync();

        await ForgetAsync(new ForgetRequest { Archive = _bench.Access, Forgotten = _forgotten.Add });
        Assert.Equal(2, _bench.Count(ObjectKind.Snapshot));
        await ForgetAsync(new ForgetRequest { Archive = _bench.Access, Named = ["latest"], Forgotten = _forgotten.Add });

        Assert.Equal(1, _bench.Count(ObjectKind.Snapshot));
    }

    [Fact]
    public async Task Content_that_no_snapshot_needs_is_pruned()
    {
        await AddTwoAsync();
        await ForgetAsync(new ForgetRequest { Archive = _bench.Access, Named = ["latest"], Forgotten = _forgotten.Add });
        var operation = new PruneOperation(_bench.Environment);
        var request = new PruneRequest { Archive = _bench.Access, Options = new PruneOptions { MaxUnused = Unused("0") } };

        var planned = await operation.RunAsync(request with { IsDryRun = true }, _bench.Events, None);
        var done = await operation.RunAsync(request, _bench.Events, None);
        var again = await operation.RunAsync(request, _bench.Events, None);

        Assert.True(planned.IsDryRun);
        Assert.Equal(planned.Outcome.Figures, done.Outcome.Figures);
        Assert.True(done.Outcome.Figures.FreedBytes > 0);
        Assert.Equal(0, again.Outcome.Figures.FreedBytes);
    }

    private static UnusedLimit Unused(string text) => UnusedLimit.TryParse(text, out var limit) ? limit : throw new ArgumentException(text);

    private async Task<OpenRepository> AddTwoAsync()
    {
        var repository = await _bench.AddRepositoryAsync();
        await Bench.AddSnapshotAsync(repository, "other");
        return repository;
    }

    private Task<ForgetResult> ForgetAsync(ForgetRequest request) => new ForgetOperation(_bench.Environment).RunAsync(request, _bench.Events, None);
}
