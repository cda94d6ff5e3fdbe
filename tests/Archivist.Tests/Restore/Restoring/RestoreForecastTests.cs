using System.Buffers;
using System.Runtime.Versioning;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Trees;
using Archivist.Repository.Writing;
using Archivist.Restore;
using Archivist.Restore.Restoring;
using Archivist.TestKit;
using Archivist.Tests.Repository.Pruning;

namespace Archivist.Tests.Restore.Restoring;

[UnsupportedOSPlatform("windows")]
public sealed class RestoreForecastTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TemporaryFolder _folder = new();
    private readonly OpenRepository _repository = HistoryRepository.Create(new MemoryStore(), 2);

    public RestoreForecastTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "files are restored on Linux only so far");

    [Fact]
    public async Task What_is_counted_ahead_is_what_is_restored()
    {
        var snapshot = await AddAsync(files: 50, folders: 3);
        var indexed = await _repository.LoadIndexAsync(None);
        var ahead = await RestoreForecast.CountAsync(indexed, snapshot.Tree, None);
        var seen = new Reports();
        var result = await new SnapshotRestore(indexed, new RestoreOptions { Snapshot = snapshot, Target = _folder["out"] }, seen).RunAsync(None);
        Assert.Empty(result.Problems);
        // Each folder has a file of two names besides.
        Assert.Equal((3 * 52, 3 * 50 * 5 + 5), ahead);
        Assert.Equal(ahead, (result.Totals.FilesDone, result.Totals.BytesDone));
        // A short restore has seen all there is before it writes any content.
        Assert.All(seen.All.Where(totals => totals.BytesDone > 0), totals => Assert.Equal(ahead, totals.Whole));
        Assert.Contains(seen.All, totals => totals.BytesDone > 0 && totals.BytesDone < ahead.Bytes);
    }

    /// <summary>Of one window after the other, the first is written when most of the snapshot was not looked at yet.</summary>
    [Fact]
    public async Task The_total_of_a_long_restore_is_known_before_all_was_looked_at()
    {
        var snapshot = await AddAsync(files: 500, folders: 120);
        var indexed = await _repository.LoadIndexAsync(None);
        var ahead = await RestoreForecast.CountAsync(indexed, snapshot.Tree, None);
        var patient = new Reports { WaitsForWhole = true };
        var result = await new SnapshotRestore(indexed, new RestoreOptions { Snapshot = snapshot, Target = _folder["out"] }, patient).RunAsync(None);
        Assert.Equal(ahead.Files, result.Totals.FilesDone);
        Assert.Contains(patient.All, totals => totals.Whole == ahead && totals.Files < ahead.Files);
        Assert.DoesNotContain(patient.All, totals => totals.Whole is { } whole && whole != ahead);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<Snapshot> AddAsync(int files, int folders)
    {
        await using var writer = (await _repository.LoadIndexAsync(None)).BeginWrite(PackSizing.Default);
        var content = MemoryPool<byte>.Shared.Rent(5);
        "hello"u8.CopyTo(content.Memory.Span);
        var blob = await await writer.AddDataAsync(content, 5, None);
        Node File(string name, ulong links) => new()
        {
            Name = FileName.Of(name), Type = NodeType.File, Permissions = 420, Size = 5, Content = [blob], Links = links, Inode = links, DeviceId = 1,
        };
        var below = await writer.AddTreeAsync([File("a", 2), File("b", 2), .. Enumerable.Range(0, files).Select(i => File($"f{i:d6}", 1))], None);
        var root = await writer.AddTreeAsync(
            [.. Enumerable.Range(0, folders).Select(i => new Node { Name = FileName.Of($"d{i:d6}"), Type = NodeType.Directory, Permissions = 493, Subtree = below })], None);
        return await writer.CommitAsync(new Snapshot { Time = new GoTime(1_700_000_000, 0, 0), Tree = root, Paths = ["/"], Hostname = "here" }, None);
    }

    /// <summary>Keeps every report; where it waits, the restore is held up until the whole is known, for half a minute at most.</summary>
    private sealed class Reports : IProgress<RestoreTotals>
    {
        private readonly Lock _gate = new();
        private readonly List<RestoreTotals> _all = [];
        private readonly ManualResetEventSlim _never = new();
        private int _patience = 600;

        internal bool WaitsForWhole { get; init; }

        internal IReadOnlyList<RestoreTotals> All
        {
            get
            {
                lock (_gate)
                    return [.. _all];
            }
        }

        public void Report(RestoreTotals value)
        {
            if (WaitsForWhole && value.Whole is null && Interlocked.Decrement(ref _patience) > 0)
                _never.Wait(50);
            lock (_gate)
                _all.Add(value);
        }
    }
}
