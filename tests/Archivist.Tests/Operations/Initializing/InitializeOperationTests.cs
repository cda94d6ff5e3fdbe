using Archivist.Operations.Initializing;
using Archivist.Operations.Listing;
using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Tests.Operations.Initializing;

public sealed class InitializeOperationTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_repository_is_created_once_with_the_password_that_was_asked_for()
    {
        var result = await RunAsync();
        var failure = await Assert.ThrowsAsync<ArchivistException>(RunAsync);

        Assert.Equal(_bench.Stores[Bench.Here].Location, result.Created!.Location);
        Assert.Equal(Failure.Failed, failure.Failure);
        Assert.Empty((await new SnapshotsOperation(_bench.Environment).RunAsync(new SnapshotsRequest { Archive = _bench.Access }, _bench.Events, None)).Snapshots);
    }

    [Fact]
    public async Task Settings_have_their_ledger_and_their_replicas_created_too_and_a_lost_replica_is_not_begun_again()
    {
        _bench.UseSettings("one", "two");

        var result = await RunAsync();
        Assert.NotNull(result.Created);
        Assert.Equal(Failure.None, result.Verdict);
        Assert.True(Directory.Exists(_bench.Folder.At("ledger")));
        Assert.Equal(1, _bench.Count(ObjectKind.Configuration, _bench.Folder.At("one")));
        Assert.Equal(1, _bench.Count(ObjectKind.Configuration, _bench.Folder.At("two")));

        _bench.Stores[_bench.Folder.At("two")].Objects.Clear();
        Directory.Delete(_bench.Folder.At("ledger"), recursive: true);
        File.Delete(_bench.Folder.At("ledger.key"));
        File.Delete(_bench.Folder.At("ledger.key.head"));
        var again = await RunAsync();

        Assert.Null(again.Created);
        Assert.Equal(Failure.BelowPolicy, again.Verdict);
        Assert.Equal(0, _bench.Count(ObjectKind.Configuration, _bench.Folder.At("two")));
    }

    private Task<InitializeResult> RunAsync() => new InitializeOperation(_bench.Environment).RunAsync(new InitializeRequest { Archive = _bench.Access }, _bench.Events, None);
}
