using Archivist.Operations.Adding;
using Archivist.Operations.Auditing;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Operations.Replicating;
using Archivist.Operations.Retiring;
using Archivist.Platform.Problems;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Operations.Retiring;

public sealed class RetireReplicaOperationTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_replica_that_the_policy_needs_is_not_retired_unless_that_is_allowed()
    {
        await SetUpAsync();
        var before = await TextAsync();

        var refused = await Assert.ThrowsAsync<ArchivistException>(() => RetireAsync("two"));
        Assert.Equal(Failure.BelowPolicy, refused.Failure);
        Assert.Equal((1, 2), Assert.IsType<RetirementBelowPolicy>(refused.Problem).Rules.Select(rule => (rule.Counted, rule.Wanted)).First());
        Assert.Equal(before, await TextAsync());

        Assert.Equal(Failure.BelowPolicy, (await RetireAsync("two", allowsBelowPolicy: true)).Verdict);
        Assert.DoesNotContain("\"two\"", await TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_another_one_was_added_it_is_retired_and_its_data_stays()
    {
        await SetUpAsync();
        await new AddReplicaOperation(_bench.Environment).RunAsync(
            new AddReplicaRequest("three", _bench.Folder.At("three"), "own", "DE/Home") { Archive = _bench.Access }, _bench.Events, None);
        var packs = _bench.Count(ObjectKind.Pack, _bench.Folder.At("one"));

        var retired = await RetireAsync("one");

        Assert.Equal((Failure.None, _bench.Folder.At("one")), (retired.Verdict, retired.Plan.Address));
        Assert.Equal(packs, _bench.Count(ObjectKind.Pack, _bench.Folder.At("one")));
    }

    [Fact]
    public async Task A_retired_replica_that_was_emptied_can_be_added_again()
    {
        await SetUpAsync();
        await RetireAsync("two", allowsBelowPolicy: true);
        _bench.Stores[_bench.Folder.At("two")].Objects.Clear();

        var added = await new AddReplicaOperation(_bench.Environment).RunAsync(
            new AddReplicaRequest("two", _bench.Folder.At("two"), "own", "DE/Home") { Archive = _bench.Access }, _bench.Events, None);

        Assert.Equal((Failure.None, false), (added.Verdict, added.IsAdopted));
        Assert.All(added.Policy, rule => Assert.True(rule.IsMet));
    }

    [Fact]
    public async Task Without_consent_nothing_changes()
    {
        await SetUpAsync();
        var before = await TextAsync();
        var events = new RecordedEvents { Answers = question => Assert.IsType<Question.Retire>(question) is { Replica: "two" } ? new Answer.No() : throw new InvalidOperationException() };

        Assert.IsType<RetirementDeclined>((await Assert.ThrowsAsync<ArchivistException>(() => RetireAsync("two", allowsBelowPolicy: true, events))).Problem);
        Assert.IsType<ReplicaNotInSettings>((await Assert.ThrowsAsync<ArchivistException>(() => RetireAsync("four"))).Problem);
        Assert.Equal(before, await TextAsync());
    }

    private async Task SetUpAsync()
    {
        _bench.UseSettings("one", "two");
        await File.AppendAllTextAsync(_bench.Access.SettingsFile!, "\n[policy]\ncopies = 2\nvendors = 1\ngeographies = 1\n", None);
        await _bench.AddRepositoryAsync(_bench.Folder.At("repository"));
        await _bench.BeginLedgerAsync();
        await new ReplicateOperation(_bench.Environment).RunAsync(new ReplicateRequest { Archive = _bench.Access, Begins = true }, _bench.Events, None);
        await new AuditOperation(_bench.Environment).RunAsync(new AuditRequest { Archive = _bench.Access }, _bench.Events, None);
    }

    private Task<RetireReplicaResult> RetireAsync(string name, bool allowsBelowPolicy = false, RecordedEvents? asked = null) => new RetireReplicaOperation(_bench.Environment).RunAsync(
        new RetireReplicaRequest(name) { Archive = _bench.Access, AllowsBelowPolicy = allowsBelowPolicy, IsConfirmed = asked is null, Planned = static _ => { } }, asked ?? _bench.Events, None);

    private Task<string> TextAsync() => File.ReadAllTextAsync(_bench.Access.SettingsFile!, None);
}
