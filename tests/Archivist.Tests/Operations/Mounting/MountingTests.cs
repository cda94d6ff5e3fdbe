using Archivist.Operations.Archives;
using Archivist.Operations.Mounting;
using Archivist.Platform.Nbd;
using Archivist.Platform.Problems;
using Archivist.TestKit;

namespace Archivist.Tests.Operations.Mounting;

public sealed class MountingTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Bench _bench = new();

    public MountingTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "there are no mounts elsewhere");

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_file_is_served_as_a_disk_until_it_is_stopped()
    {
        await _bench.AddRepositoryAsync();
        using var stop = new CancellationTokenSource();
        ServeFileResult? serving = null;
        var request = new ServeFileRequest
        {
            Archive = _bench.Access,
            Snapshot = SnapshotReference.Parse("latest:/hello"),
            Address = NbdAddress.Parse($"nbd+unix:///hello?socket={_bench.Folder.At("socket")}"),
            Serving = result =>
            {
                serving = result;
                stop.Cancel();
            },
        };

        var result = await new ServeFileOperation(_bench.Environment).RunAsync(request, _bench.Events, stop.Token);

        Assert.Same(serving, result);
        Assert.Equal(("/hello", Failure.None), (result.Path, result.Verdict));
        Assert.True(result.Length >= SampleRepository.Content.Length);
        Assert.Empty(_bench.Events.Warnings);
    }

    [Fact]
    public async Task Nothing_is_mounted_on_what_is_no_directory()
    {
        await _bench.AddRepositoryAsync();
        var request = new MountRequest { Archive = _bench.Access, MountPoint = _bench.Folder.Write("file", ""), Mounted = _ => Assert.Fail("it was mounted") };

        await Assert.ThrowsAsync<ArchivistException>(() => new MountOperation(_bench.Environment).RunAsync(request, _bench.Events, None));
    }
}
