using Archivist.Capture.Capturing;
using Archivist.Operations.Archives;
using Archivist.Operations.Capturing;
using Archivist.Operations.Checking;
using Archivist.Operations.Restoring;
using Archivist.Platform.Problems;
using Archivist.Repository.Checking;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Operations;

/// <summary>Operations share nothing but their environment, so that one process can run several at once.</summary>
public sealed class SideBySideTests : IDisposable
{
    private const string There = "/memory/there";
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_capture_runs_beside_the_check_of_another_repository()
    {
        var here = await _bench.AddRepositoryAsync();
        await _bench.AddRepositoryAsync(There);
        var events = new RecordedEvents { Answers = _bench.Events.Answers };
        var content = new HeldStream("captured while the other was checked"u8.ToArray());
        var capture = new CaptureOperation(_bench.Environment).RunAsync(
            new CaptureRequest { Archive = _bench.Access, Stream = SourceStream.Named("dump", content) }, _bench.Events, None);

        // The capture holds its lock and waits for its source meanwhile.
        await content.Reached;
        var check = await new CheckOperation(_bench.Environment).RunAsync(
            new CheckRequest { Archive = new ArchiveAccess { Repository = There }, Data = DataSubset.All }, events, None);
        Assert.Equal((1, 0), (_bench.Count(ObjectKind.Lock), _bench.Count(ObjectKind.Lock, There)));
        content.Release();
        var captured = await capture;

        Assert.Equal((Failure.None, true), (check.Verdict, check.Report.IsSound));
        Assert.Equal(Failure.None, captured.Verdict);
        Assert.Equal(2, (await here.ListSnapshotsAsync(None)).Count);
        Assert.Equal(1, _bench.Count(ObjectKind.Snapshot, There));
        Assert.Empty(events.Warnings);
    }

    [Fact]
    public async Task Two_restores_of_one_archive_run_side_by_side()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "files are restored on Linux only so far");
        var repository = await _bench.AddRepositoryAsync();
        var newer = await Bench.AddSnapshotAsync(repository, "other");
        var older = (await repository.ListSnapshotsAsync(None)).Single(snapshot => snapshot.Id != newer.Id);

        var results = await Task.WhenAll(new[] { (older, "a"), (newer, "b") }.Select(pair => Task.Run(() => new RestoreOperation(_bench.Environment).RunAsync(
            new RestoreRequest
            {
                Archive = _bench.Access, Snapshot = SnapshotReference.Parse(pair.Item1.Id.ToString()), Target = _bench.Folder.At(pair.Item2), Verifies = true,
            },
            new RecordedEvents { Answers = _bench.Events.Answers }, None))));

        Assert.All(results, result => Assert.Equal(Failure.None, result.Verdict));
        Assert.Equal(SampleRepository.Content.ToArray(), await File.ReadAllBytesAsync(_bench.Folder.At("a", "hello"), None));
        Assert.Equal("other", await File.ReadAllTextAsync(_bench.Folder.At("b", "hello"), None));
        Assert.Equal(0, _bench.Count(ObjectKind.Lock));
    }

    /// <summary>Content whose first read waits until it is released.</summary>
    private sealed class HeldStream(byte[] content) : MemoryStream(content)
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task Reached => _reached.Task;

        internal void Release() => _released.SetResult();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _reached.TrySetResult();
            await _released.Task.WaitAsync(cancellationToken);
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
