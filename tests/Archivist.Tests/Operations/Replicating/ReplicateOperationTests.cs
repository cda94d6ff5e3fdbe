using Archivist.App.Messages;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Operations.Replicating;
using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Tests.Operations.Replicating;

public sealed class ReplicateOperationTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Replicas_are_filled_side_by_side_and_one_that_was_never_begun_keeps_no_other_waiting()
    {
        _bench.UseSettings("one", "two");
        await _bench.AddRepositoryAsync(Repository);
        await _bench.BeginLedgerAsync();
        await RunAsync(new ReplicateRequest { Archive = _bench.Access, Replicas = ["one"], Begins = true });

        var result = await RunAsync(new ReplicateRequest { Archive = _bench.Access });

        Assert.Equal((1, Failure.RepositoryMissing), (result.Complete, result.Verdict));
        Assert.Contains("two", CommandLineMessages.Instance.Of(Assert.Single(result.Failures).Problem).Sentence, StringComparison.Ordinal);
        Assert.Equal(_bench.Stores[Repository].Objects.Count, _bench.Stores[_bench.Folder.At("one")].Objects.Count);
        Assert.Equal(2, _bench.Events.Events.OfType<OperationEvent.Replicated>().Count());
    }

    [Fact]
    public async Task A_replica_that_is_gone_is_findings_while_the_policy_is_met_and_more_where_it_is_not()
    {
        _bench.UseSettings("one", "two");
        await _bench.AddRepositoryAsync(Repository);
        await _bench.BeginLedgerAsync();
        await RunAsync(new ReplicateRequest { Archive = _bench.Access, Begins = true });
        _bench.Stores[_bench.Folder.At("two")].Objects.Clear();

        var below = await RunAsync(new ReplicateRequest { Archive = _bench.Access });
        await File.AppendAllTextAsync(_bench.Access.SettingsFile!, "\n[policy]\ncopies = 1\nvendors = 1\ngeographies = 1\noffline = 0\n", None);
        var met = await RunAsync(new ReplicateRequest { Archive = _bench.Access });

        Assert.Equal((Failure.BelowPolicy, Failure.Findings), (below.Verdict, met.Verdict));
    }

    [Fact]
    public async Task What_disappeared_from_a_replica_is_copied_again_and_reported()
    {
        _bench.UseSettings("one");
        await _bench.AddRepositoryAsync(Repository);
        await _bench.BeginLedgerAsync();
        await RunAsync(new ReplicateRequest { Archive = _bench.Access, Begins = true });
        await RunAsync(new ReplicateRequest { Archive = _bench.Access });
        var one = _bench.Stores[_bench.Folder.At("one")];
        var pack = one.Objects.Keys.First(name => name.Kind is ObjectKind.Pack);
        one.Objects.Remove(pack);

        var noticed = await RunAsync(new ReplicateRequest { Archive = _bench.Access });
        var after = await RunAsync(new ReplicateRequest { Archive = _bench.Access });

        Assert.Equal((Failure.Tampering, Failure.None), (noticed.Verdict, after.Verdict));
        Assert.Equal(pack, Assert.Single(Assert.IsType<ObjectsVanished>(Assert.Single(noticed.Failures).Problem).Objects));
        Assert.True(one.Objects.ContainsKey(pack));
    }

    [Fact]
    public async Task Without_a_ledger_the_copies_are_made_and_that_is_a_warning()
    {
        _bench.UseSettings("one");
        await _bench.AddRepositoryAsync(Repository);

        var result = await RunAsync(new ReplicateRequest { Archive = _bench.Access, Begins = true });

        Assert.Equal((1, Failure.None), (result.Complete, result.Verdict));
        Assert.Contains(_bench.Events.Warnings, warning => warning is LedgerNotBegun);
    }

    [Fact]
    public async Task A_replica_is_filled_from_another_one_without_the_repository()
    {
        _bench.UseSettings("one", "two");
        await _bench.AddRepositoryAsync(Repository);
        await _bench.BeginLedgerAsync();
        await RunAsync(new ReplicateRequest { Archive = _bench.Access, Replicas = ["one"], Begins = true });
        _bench.Stores[Repository].Objects.Clear();

        var result = await RunAsync(new ReplicateRequest { Archive = _bench.Access, From = "one", Begins = true });

        Assert.Equal((1, Failure.None), (result.Complete, result.Verdict));
        AssertSame("one", "two");
    }

    [Fact]
    public async Task A_replica_that_was_never_begun_gives_nothing()
    {
        _bench.UseSettings("one", "two");
        await _bench.AddRepositoryAsync(Repository);
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => RunAsync(new ReplicateRequest { Archive = _bench.Access, From = "one", Begins = true }));
        Assert.IsType<ReplicaNeverBegun>(failure.Problem);
    }

    [Fact]
    public async Task A_replica_is_not_copied_onto_itself()
    {
        _bench.UseSettings("one");
        await _bench.AddRepositoryAsync(Repository);
        var itself = await Assert.ThrowsAsync<ArchivistException>(() => RunAsync(new ReplicateRequest { Archive = _bench.Access, From = "one", Replicas = ["one"] }));
        var alone = await Assert.ThrowsAsync<ArchivistException>(() => RunAsync(new ReplicateRequest { Archive = _bench.Access, From = "one" }));
        Assert.Equal((Failure.Usage, Failure.Usage), (itself.Failure, alone.Failure));
    }

    [Fact]
    public async Task A_repository_that_is_missing_is_replaced_by_the_nearest_replica_and_stays_a_failure()
    {
        _bench.UseSettings("one", "two");
        await _bench.AddRepositoryAsync(Repository);
        await _bench.BeginLedgerAsync();
        await RunAsync(new ReplicateRequest { Archive = _bench.Access, Replicas = ["one"], Begins = true });
        _bench.Stores[Repository].Objects.Clear();

        var result = await RunAsync(new ReplicateRequest { Archive = _bench.Access, Begins = true });

        Assert.Equal((1, Failure.RepositoryMissing), (result.Complete, result.Verdict));
        Assert.Equal("one", Assert.Single(_bench.Events.Warnings.OfType<RepositoryStoodIn>()).Replica);
        AssertSame("one", "two");
    }

    [Fact]
    public async Task A_repository_that_is_missing_and_was_typed_out_is_not_replaced()
    {
        _bench.UseSettings("one", "two");
        await _bench.AddRepositoryAsync(Repository);
        await RunAsync(new ReplicateRequest { Archive = _bench.Access, Replicas = ["one"], Begins = true });
        var typed = _bench.Access with { Repository = _bench.Folder.At("elsewhere") };

        var failure = await Assert.ThrowsAsync<ArchivistException>(() => RunAsync(new ReplicateRequest { Archive = typed, Replicas = ["two"], Begins = true }));

        Assert.Equal(Failure.RepositoryMissing, failure.Failure);
    }

    [Fact]
    public async Task A_damaged_object_of_the_repository_comes_from_a_replica_and_is_reported()
    {
        _bench.UseSettings("one", "two");
        await _bench.AddRepositoryAsync(Repository);
        await _bench.BeginLedgerAsync();
        await RunAsync(new ReplicateRequest { Archive = _bench.Access, Replicas = ["one"], Begins = true });
        var store = _bench.Stores[Repository];
        var pack = store.Objects.Keys.First(name => name.Kind is ObjectKind.Pack);
        store.Objects[pack] = [.. store.Objects[pack].Select(value => (byte)(value ^ 1))];

        var result = await RunAsync(new ReplicateRequest { Archive = _bench.Access, Begins = true });

        Assert.Equal((2, Failure.Tampering), (result.Complete, result.Verdict));
        Assert.Equal(1, Assert.IsType<SourceStoodIn>(Assert.Single(result.Failures).Problem).Objects);
        AssertSame("one", "two");
    }

    [Fact]
    public async Task Without_any_replica_there_is_nothing_to_do()
    {
        await _bench.AddRepositoryAsync();

        var failure = await Assert.ThrowsAsync<ArchivistException>(() => RunAsync(new ReplicateRequest { Archive = _bench.Access }));

        Assert.Equal(Failure.Usage, failure.Failure);
    }

    private void AssertSame(string one, string other)
    {
        var (first, second) = (_bench.Stores[_bench.Folder.At(one)].Objects, _bench.Stores[_bench.Folder.At(other)].Objects);
        Assert.Equal(first.Count, second.Count);
        Assert.All(first, item => Assert.Equal(item.Value, second[item.Key]));
    }

    private string Repository => _bench.Folder.At("repository");

    private Task<ReplicateResult> RunAsync(ReplicateRequest request) => new ReplicateOperation(_bench.Environment).RunAsync(request, _bench.Events, None);
}
