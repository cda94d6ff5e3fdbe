using Archivist.Operations.Probing;
using Archivist.Operations.Replicating;
using Archivist.Platform.Problems;
using Archivist.Repository.Stores;
using Microsoft.Data.Sqlite;

namespace Archivist.Tests.Operations.Probing;

public sealed class ReplicaOperationsTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Replicas_are_listed_with_when_they_were_seen()
    {
        _bench.UseSettings("one", "two");
        Assert.All((await ListAsync()).Replicas, replica => Assert.Null(replica.LastSeen));
        await SetUpAsync();

        var listed = await ListAsync();

        Assert.Equal(["one", "two"], listed.Replicas.Select(replica => replica.Name));
        Assert.All(listed.Replicas, replica => Assert.Equal(_bench.Clock.GetUtcNow(), replica.LastSeen));
    }

    [Fact]
    public async Task Replicas_are_tested_leave_nothing_and_what_they_do_is_remembered()
    {
        await SetUpAsync();

        var result = await TestAsync();

        Assert.Equal(Failure.None, result.Verdict);
        Assert.All(result.Replicas, replica => Assert.True(replica.IsGood));
        Assert.Equal(0, _bench.Count(ObjectKind.Lock, _bench.Folder.At("one")));
        Assert.Equal("no", Remembered("one", "checks_content"));
        Assert.Equal("directory", Remembered("two", "kind"));
    }

    [Fact]
    public async Task A_replica_that_is_gone_keeps_no_other_waiting()
    {
        await SetUpAsync();
        _bench.Stores[_bench.Folder.At("one")].Objects.Clear();

        var result = await TestAsync();

        Assert.Equal(Failure.BelowPolicy, result.Verdict);
        Assert.Equal([false, true], result.Replicas.Select(replica => replica.IsGood));
    }

    private async Task SetUpAsync()
    {
        _bench.UseSettings("one", "two");
        await _bench.AddRepositoryAsync(_bench.Folder.At("repository"));
        await _bench.BeginLedgerAsync();
        await new ReplicateOperation(_bench.Environment).RunAsync(new ReplicateRequest { Archive = _bench.Access, Begins = true }, _bench.Events, None);
    }

    private Task<ListReplicasResult> ListAsync() => new ListReplicasOperation(_bench.Environment).RunAsync(new ListReplicasRequest { Archive = _bench.Access }, _bench.Events, None);

    private Task<TestReplicasResult> TestAsync() => new TestReplicasOperation(_bench.Environment).RunAsync(new TestReplicasRequest { Archive = _bench.Access }, _bench.Events, None);

    private string? Remembered(string replica, string name)
    {
        using var connection = new SqliteConnection($"Data Source={_bench.Folder.At("repository.audits.sqlite")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT value FROM capability JOIN replica ON replica.id = capability.replica WHERE replica.name = $replica AND capability.name = $name";
        command.Parameters.AddWithValue("$replica", replica);
        command.Parameters.AddWithValue("$name", name);
        return (string?)command.ExecuteScalar();
    }
}
