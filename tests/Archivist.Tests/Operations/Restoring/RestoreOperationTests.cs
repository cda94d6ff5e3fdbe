using Archivist.Operations.Archives;
using Archivist.Operations.Restoring;
using Archivist.Platform.Problems;
using Archivist.Repository.Stores;
using Archivist.Restore.Restoring;
using Archivist.TestKit;

namespace Archivist.Tests.Operations.Restoring;

public sealed class RestoreOperationTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Bench _bench = new();

    public RestoreOperationTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "files are restored on Linux only so far");

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_snapshot_is_restored_and_verified()
    {
        await _bench.AddRepositoryAsync();

        var result = await RunAsync(Request("latest") with { Verifies = true });

        Assert.Equal(Failure.None, result.Verdict);
        Assert.Equal(1, result.Outcome.Totals.FilesDone);
        Assert.Empty(result.Comparison!.Differences);
        Assert.Equal(SampleRepository.Content.ToArray(), await File.ReadAllBytesAsync(_bench.Folder.At("out", "hello"), None));
        Assert.Equal(0, _bench.Count(ObjectKind.Lock));
    }

    [Fact]
    public async Task A_dry_run_plans_each_action_and_changes_nothing()
    {
        await _bench.AddRepositoryAsync();
        var planned = new List<RestoreStep>();

        var result = await RunAsync(Request("latest") with { IsDryRun = true, Planned = planned.Add });

        Assert.True(result.IsDryRun);
        Assert.Contains(planned, step => step.Action is RestoreAction.Create && step.Path.EndsWith("hello", StringComparison.Ordinal));
        Assert.False(Directory.Exists(_bench.Folder.At("out")));
    }

    [Fact]
    public async Task A_path_that_names_a_file_restores_that_file_alone_and_cannot_be_verified()
    {
        await _bench.AddRepositoryAsync();

        await RunAsync(Request("latest:/hello"));
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => RunAsync(Request("latest:/hello") with { Verifies = true }));

        Assert.True(File.Exists(_bench.Folder.At("out", "hello")));
        Assert.Equal(Failure.Usage, failure.Failure);
    }

    [Fact]
    public async Task A_snapshot_that_does_not_exist_is_refused_before_anything_is_written()
    {
        await _bench.AddRepositoryAsync();

        var failure = await Assert.ThrowsAsync<ArchivistException>(() => RunAsync(Request("ffffffff")));

        Assert.Equal(Failure.Usage, failure.Failure);
        Assert.False(Directory.Exists(_bench.Folder.At("out")));
    }

    [Fact]
    public async Task A_file_is_restored_onto_an_image_only_where_that_may_be_overwritten()
    {
        await _bench.AddRepositoryAsync();
        var image = _bench.Folder.Write("image", new string('x', SampleRepository.Content.Length));
        var request = new DeviceRestoreRequest { Archive = _bench.Access, Snapshot = SnapshotReference.Parse("latest:/hello"), Device = image, Verifies = true };
        var operation = new DeviceRestoreOperation(_bench.Environment);

        var failure = await Assert.ThrowsAsync<ArchivistException>(() => operation.RunAsync(request, _bench.Events, None));
        var result = await operation.RunAsync(request with { MayReplace = true }, _bench.Events, None);

        Assert.Equal(Failure.Usage, failure.Failure);
        Assert.True(result.Outcome.IsVerified);
        Assert.Equal("/hello", result.Path);
        Assert.Equal(SampleRepository.Content.ToArray(), await File.ReadAllBytesAsync(image, None));
    }

    private RestoreRequest Request(string snapshot) => new()
    {
        Archive = _bench.Access, Snapshot = SnapshotReference.Parse(snapshot), Target = _bench.Folder.At("out"),
    };

    private Task<RestoreResult> RunAsync(RestoreRequest request) => new RestoreOperation(_bench.Environment).RunAsync(request, _bench.Events, None);
}
