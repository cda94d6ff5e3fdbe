using Archivist.Capture.Capturing;
using Archivist.Operations.Capturing;
using Archivist.Platform.Problems;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Operations.Capturing;

public sealed class CaptureOperationTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_stream_becomes_a_snapshot_with_its_tags_and_host()
    {
        var repository = await _bench.AddRepositoryAsync();

        var result = await RunAsync(Stream() with { Tags = ["nightly"], Host = "elsewhere" });

        Assert.Equal(Failure.None, result.Verdict);
        Assert.Equal((1, 5), (result.Outcome.Totals.Files, result.Outcome.Totals.Bytes));
        var taken = (await repository.ListSnapshotsAsync(None)).Single(snapshot => snapshot.Id == result.Outcome.Snapshot.Id);
        Assert.Equal(("nightly", "elsewhere"), (Assert.Single(taken.Tags), taken.Hostname));
        Assert.Equal(0, _bench.Count(ObjectKind.Lock));
    }

    [Fact]
    public async Task A_dry_run_writes_nothing_not_even_a_lock()
    {
        await _bench.AddRepositoryAsync();
        var before = _bench.Stores[Bench.Here].Objects.Keys.ToHashSet();

        var result = await RunAsync(Stream() with { IsDryRun = true });

        Assert.True(result.IsDryRun);
        Assert.True(result.Outcome.Totals.Written.NewBytes > 0);
        Assert.True(before.SetEquals(_bench.Stores[Bench.Here].Objects.Keys));
    }

    [Fact]
    public async Task Without_sources_nothing_is_taken()
    {
        await _bench.AddRepositoryAsync();

        var failure = await Assert.ThrowsAsync<ArchivistException>(() => RunAsync(new CaptureRequest { Archive = _bench.Access }));

        Assert.Equal(Failure.Usage, failure.Failure);
    }

    [Fact]
    public async Task A_source_that_matched_nothing_makes_the_snapshot_incomplete()
    {
        await _bench.AddRepositoryAsync();
        _bench.Folder.Write("sources/one", "1");

        var result = await RunAsync(new CaptureRequest
        {
            Archive = _bench.Access, Sources = [_bench.Folder.At("sources")], Unmatched = [new UnreadablePath("*.none", new Cause.Detail("this pattern matches nothing"))],
        });

        Assert.Equal(Failure.SnapshotIncomplete, result.Verdict);
        Assert.Equal("*.none", Assert.Single(result.Outcome.Unreadable).Path);
    }

    [Fact]
    public async Task Settings_give_the_sources_and_a_lost_ledger_is_reported_beside_the_snapshot()
    {
        _bench.UseSettings();
        _bench.Folder.Write("sources/one", "1");
        var repository = await _bench.AddRepositoryAsync(_bench.Folder.At("repository"));

        var result = await RunAsync(new CaptureRequest { Archive = _bench.Access });

        Assert.Equal(1, result.Outcome.Totals.Files);
        Assert.Contains(await repository.ListSnapshotsAsync(None), snapshot => snapshot.Id == result.Outcome.Snapshot.Id);
        Assert.Single(result.FailedEntries);
        Assert.Equal(Failure.Failed, result.Verdict);
    }

    private CaptureRequest Stream() => new()
    {
        Archive = _bench.Access, Stream = SourceStream.Named("dump.sql", new MemoryStream("hello"u8.ToArray())),
    };

    private Task<CaptureResult> RunAsync(CaptureRequest request) => new CaptureOperation(_bench.Environment).RunAsync(request, _bench.Events, None);
}
