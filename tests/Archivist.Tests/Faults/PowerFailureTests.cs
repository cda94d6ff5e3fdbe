using Archivist.Capture;
using Archivist.Capture.Capturing;
using Archivist.Platform;
using Archivist.Platform.Problems;
using Archivist.Replicas.Stores.Folder;
using Archivist.Repository.Checking;
using Archivist.Repository.Copying;
using Archivist.Repository.Ids;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Pruning;
using Archivist.Repository.Retention;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Tagging;
using Archivist.TestKit;
using Archivist.Tests.Repository.Pruning;

namespace Archivist.Tests.Faults;

/// <summary>
/// The power fails at every create, write, flush, rename, removal and new folder of a snapshot, a copy, a tagging, a forget and a prune, and what was not made durable is lost,
/// torn or reordered. Afterwards the repository is sound, every snapshot that was acknowledged is read whole, and the same command runs to its end.
/// </summary>
public sealed class PowerFailureTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly PruneOptions Tight = new() { MaxUnused = UnusedLimit.TryParse("0", out var none) ? none : UnusedLimit.Default, Sizing = new PackSizing { TargetBytes = 1 << 20 } };

    private readonly CrashingFiles _files = new();
    private readonly OpenRepository _repository;
    private readonly PowerCuts _cuts;

    public PowerFailureTests()
    {
        _repository = HistoryRepository.Create(new FolderStore(PowerCuts.Folder, _files), 2);
        _cuts = new PowerCuts(_files, _repository);
    }

    [Fact]
    public async Task A_snapshot_may_be_cut_off_anywhere()
    {
        var known = await AddHistoryAsync();
        using var source = new TemporaryFolder();
        await MakeSourceAsync(source.Path);
        await _cuts.FailEverywhereAsync(known, async (repository, acknowledge) =>
        {
            await using var held = await RepositoryLock.AcquireAsync(repository, false, Operator.Current, TimeProvider.System, None);
            var request = new CaptureOptions { Sources = [source.Path], Who = Operator.Current, ProgramVersion = "test", Sizing = new PackSizing { TargetBytes = 1 << 20 } };
            var result = await new SnapshotCapture(await repository.LoadIndexAsync(None), request, TimeProvider.System, null).RunAsync(None);
            acknowledge(result.Snapshot.Id);
        });
    }

    [Fact]
    public async Task A_forget_may_be_cut_off_anywhere()
    {
        var known = await AddHistoryAsync();
        await _cuts.FailEverywhereAsync([known[1]], async (repository, _) =>
        {
            await using var held = await RepositoryLock.AcquireAsync(repository, true, Operator.Current, TimeProvider.System, None);
            var plan = ForgetPlan.OfNamed((await repository.ListSnapshotsAsync(None)).Where(snapshot => snapshot.Id != known[1]));
            await plan.ApplyAsync(repository, held, None);
        });
    }

    [Fact]
    public async Task A_prune_may_be_cut_off_anywhere()
    {
        var known = await AddHistoryAsync();
        await HistoryRepository.RemoveAsync(_repository, (await _repository.ListSnapshotsAsync(None)).Single(snapshot => snapshot.Id == known[0]));
        await _cuts.FailEverywhereAsync(known[1..], (repository, _) => HistoryRepository.PruneAsync(repository, Tight));
    }

    [Fact]
    public async Task A_copy_may_be_cut_off_anywhere()
    {
        var source = HistoryRepository.Create(new MemoryStore(), 1);
        await HistoryRepository.AddAsync(source, 2, 4);
        await HistoryRepository.AddAsync(source, 5);
        var known = await AddHistoryAsync();
        await _cuts.FailEverywhereAsync(known, async (repository, acknowledge) =>
        {
            await using var held = await RepositoryLock.AcquireAsync(repository, false, Operator.Current, TimeProvider.System, None);
            var copy = await SnapshotCopy.PrepareAsync(
                await source.LoadIndexAsync(None), await repository.LoadIndexAsync(None), await source.ListSnapshotsAsync(None), None);
            foreach (var snapshot in copy.Pending)
                acknowledge((await copy.CopyAsync(snapshot, null, None)).Copy.Id);
        });
    }

    /// <summary>A tagged snapshot is a new file in the place of the old one: at every moment one of the two is there.</summary>
    [Fact]
    public async Task A_tagging_may_be_cut_off_anywhere()
    {
        var known = await AddHistoryAsync();
        var change = new TagChange(null, ["keep"], []);
        await _cuts.FailEverywhereAsync(known, async (repository, acknowledge) =>
        {
            await using var held = await RepositoryLock.AcquireAsync(repository, true, Operator.Current, TimeProvider.System, None);
            foreach (var snapshot in await repository.ListSnapshotsAsync(None))
            {
                if (await change.WriteAsync(repository, snapshot, held, None) is { } changed)
                    acknowledge(changed.Id);
            }

            Assert.All(await repository.ListSnapshotsAsync(None), snapshot => Assert.Equal(["keep"], snapshot.Tags));
        });
    }

    [Fact]
    public async Task No_space_at_any_write_is_told_and_loses_nothing()
    {
        var known = (await AddHistoryAsync())[1..];
        await HistoryRepository.RemoveAsync(_repository, (await _repository.ListSnapshotsAsync(None)).Single(snapshot => snapshot.Id != known[0]));
        var refused = 0;
        foreach (var work in new Func<OpenRepository, Task>[]
        {
            repository => HistoryRepository.AddAsync(repository, 6, 7, 8, 9),
            repository => HistoryRepository.PruneAsync(repository, Tight),
        })
        {
            for (var write = 1; ; write++)
            {
                var files = _files.Clone(isFullAtWrite: write);
                var repository = _repository.From(new FolderStore(PowerCuts.Folder, files));
                if (await Record.ExceptionAsync(() => work(repository)) is not { } failure)
                    break;
                Assert.Equal(Failure.NoSpace, Assert.IsType<ArchivistException>(failure).Failure);
                refused++;
                await _cuts.ExpectAsync(files.Clone(), known, Losses.None, $"no space at write {write}");
            }
        }

        Assert.True(refused > 6, $"{refused} writes were refused");
    }

    /// <summary>A flush that only says that it happened is beyond repair; what is left must be told, never taken for whole.</summary>
    [Fact]
    public async Task What_a_lying_disk_lost_is_found()
    {
        var losses = 0;
        for (var seed = 0; seed < 30; seed++)
        {
            var lying = new CrashingFiles { Lies = true };
            var repository = HistoryRepository.Create(new FolderStore(PowerCuts.Folder, lying), 2);
            var snapshot = await HistoryRepository.AddAsync(repository, 1, 2);
            var after = repository.From(new FolderStore(PowerCuts.Folder, lying.Restart(new Random(seed))));
            var isWhole = await Record.ExceptionAsync(async () =>
            {
                Assert.Contains(snapshot.Id, (await after.ListSnapshotsAsync(None)).Select(s => s.Id));
                await HistoryRepository.ReadEverythingAsync(after);
            }) is null;
            if (isWhole)
                continue;
            losses++;
            var found = await Record.ExceptionAsync(async () =>
            {
                var report = await new RepositoryCheck(after).RunAsync(true, null, None);
                Assert.False(report.IsSound && report.Snapshots > 0, $"seed {seed}: a loss was not found");
            });
            Assert.True(found is null or ArchivistException, $"seed {seed}: {found}");
        }

        Assert.True(losses > 0, "a disk that lies lost nothing");
    }

    private async Task<List<SnapshotId>> AddHistoryAsync() =>
        [(await HistoryRepository.AddAsync(_repository, 1, 2)).Id, (await HistoryRepository.AddAsync(_repository, 2, 3)).Id];

    private static async Task MakeSourceAsync(string folder)
    {
        var noise = new byte[700_000];
        new Random(9).NextBytes(noise);
        await using (var file = File.Create(Path.Combine(folder, "noise")))
            await file.WriteAsync(noise, None);
        Directory.CreateDirectory(Path.Combine(folder, "below"));
        await using var text = File.CreateText(Path.Combine(folder, "below", "text"));
        await text.WriteAsync("some words");
    }
}
