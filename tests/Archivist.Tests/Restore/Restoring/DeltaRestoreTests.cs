using System.Runtime.Versioning;
using Archivist.Capture;
using Archivist.Capture.Capturing;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Walking;
using Archivist.Restore;
using Archivist.Restore.Restoring;
using Archivist.TestKit;

namespace Archivist.Tests.Restore.Restoring;

[UnsupportedOSPlatform("windows")]
public sealed class DeltaRestoreTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TemporaryFolder _folder = new();

    public DeltaRestoreTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "files are captured on Linux only so far");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_lay_there_becomes_the_file_and_only_pieces_that_differ_are_written(int seed)
    {
        var random = new Random(seed);
        var original = Patchwork(random, 3 << 20);
        var (repository, snapshot) = await CaptureAsync(original);
        var target = _folder["out"] + _folder["disk"];
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        for (var round = 0; round < 6; round++)
        {
            var spoilt = original.ToArray();
            for (var i = 0; i < 5; i++)
                random.NextBytes(spoilt.AsSpan(random.Next(spoilt.Length - 5000), random.Next(1, 5000)));
            spoilt.AsSpan(random.Next(spoilt.Length - 100_000), 100_000).Clear();
            await File.WriteAllBytesAsync(target, round switch
            {
                4 => spoilt[..random.Next(spoilt.Length)],
                5 => [.. spoilt, .. spoilt],
                _ => spoilt,
            });
            var result = await RestoreAsync(repository, snapshot);
            Assert.Empty(result.Problems);
            Assert.Equal(original, await File.ReadAllBytesAsync(target));
            Assert.InRange(result.BytesKept, round == 4 ? 0 : original.Length / 3, original.Length);
            Assert.Equal(1, result.Totals.FilesDone);
        }

        Assert.Equal(original.Length, (await RestoreAsync(repository, snapshot)).BytesKept);
    }

    [Fact]
    public async Task A_file_with_a_name_outside_the_target_is_not_written_through()
    {
        var (repository, snapshot) = await CaptureAsync(new byte[100_000]);
        await RestoreAsync(repository, snapshot);
        var target = _folder["out"] + _folder["disk"];
        await File.WriteAllTextAsync(target, "mine");
        Assert.Equal(0, System.Diagnostics.Process.Start("ln", [target, _folder["outside"]]) is { } link && link.WaitForExit(10_000) ? link.ExitCode : -1);
        await RestoreAsync(repository, snapshot);
        Assert.Equal("mine", await File.ReadAllTextAsync(_folder["outside"]));
        Assert.Equal(new byte[100_000], await File.ReadAllBytesAsync(target));
    }

    [Fact]
    public async Task A_device_restore_plans_first_writes_what_differs_and_checks_it()
    {
        var original = Patchwork(new Random(8), 2 << 20);
        var (repository, snapshot) = await CaptureAsync(original);
        var node = await SnapshotPath.FindFileAsync(repository, snapshot, _folder["disk"], None);
        var image = _folder["image"];
        var spoilt = original.ToArray();
        spoilt[1_000_000] ^= 1;
        await File.WriteAllBytesAsync(image, spoilt);

        var plan = await new DeviceRestore(repository, node, image, null).RunAsync(isDryRun: true, verify: false, None);
        Assert.Equal(spoilt, await File.ReadAllBytesAsync(image));
        var done = await new DeviceRestore(repository, node, image, null).RunAsync(isDryRun: false, verify: true, None);
        Assert.Equal(plan with { IsVerified = true }, done);
        Assert.Equal(original, await File.ReadAllBytesAsync(image));
        // Zeros that take space are made holes besides.
        Assert.Equal(8192, done.BytesWritten);

        var missing = await Assert.ThrowsAsync<ArchivistException>(() => new DeviceRestore(repository, node, _folder["nothing"], null).RunAsync(false, false, None));
        Assert.Equal(Failure.Usage, missing.Failure);
        Assert.False(File.Exists(_folder["nothing"]));
    }

    [Fact]
    public async Task A_node_whose_pieces_do_not_make_its_size_is_refused_before_anything_is_written()
    {
        var (repository, snapshot) = await CaptureAsync(Patchwork(new Random(9), 100_000));
        var node = await SnapshotPath.FindFileAsync(repository, snapshot, _folder["disk"], None);
        await File.WriteAllTextAsync(_folder["image"], "as it was");
        foreach (var (hostile, failure) in new[]
                 {
                     (node with { Size = node.Size + 1 }, Failure.Tampering),
                     (node with { Content = [.. node.Content, new BlobId(Digest.Of("unknown"u8))] }, Failure.DataLoss),
                 })
        {
            var cause = await Assert.ThrowsAsync<ArchivistException>(() => new DeviceRestore(repository, hostile, _folder["image"], null).RunAsync(false, false, None));
            Assert.Equal(failure, cause.Failure);
        }

        Assert.Equal("as it was", await File.ReadAllTextAsync(_folder["image"]));
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Patchwork(Random random, int length)
    {
        var bytes = new byte[length];
        for (var at = 0; at < length; at += 1 << 16)
        {
            if (random.Next(3) > 0)
                random.NextBytes(bytes.AsSpan(at, Math.Min(1 << 16, length - at)));
        }

        return bytes;
    }

    private async Task<(IndexedRepository Repository, Snapshot Snapshot)> CaptureAsync(byte[] content)
    {
        await File.WriteAllBytesAsync(_folder["disk"], content);
        var repository = await (await SealedRepository.CreateAsync(
            new MemoryStore(), SampleRepository.Password, SampleRepository.Who, TimeProvider.System, None)).LoadIndexAsync(None);
        var request = new CaptureOptions { Sources = [], BlockSources = [_folder["disk"]], Who = SampleRepository.Who, ProgramVersion = "test" };
        return (repository, (await new SnapshotCapture(repository, request, TimeProvider.System, null).RunAsync(None)).Snapshot);
    }

    private Task<RestoreOutcome> RestoreAsync(IndexedRepository repository, Snapshot snapshot) =>
        new SnapshotRestore(repository, new RestoreOptions { Snapshot = snapshot, Target = _folder["out"], Delta = true }, null).RunAsync(None);
}
