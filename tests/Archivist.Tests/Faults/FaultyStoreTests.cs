using Archivist.Platform;
using Archivist.Platform.Problems;
using Archivist.Replicas.Synchronizing;
using Archivist.Repository.Checking;
using Archivist.Repository.Copying;
using Archivist.Repository.Ids;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Pruning;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;
using Archivist.Restore;
using Archivist.Restore.Restoring;
using Archivist.Tests.Replicas;
using Archivist.TestKit;
using Archivist.Tests.Repository.Pruning;

namespace Archivist.Tests.Faults;

/// <summary>
/// One request of a store goes wrong, each in turn, in each way that stores go wrong. What was acknowledged before stays, whatever says that it
/// succeeded has, and no wrong byte is ever taken for a right one. Only a store that acknowledges what it did not keep can cause a loss, and then
/// the check finds it.
/// </summary>
public sealed class FaultyStoreTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly PruneOptions Tight = new() { MaxUnused = UnusedLimit.TryParse("0", out var none) ? none : UnusedLimit.Default, Sizing = new PackSizing { TargetBytes = 1 << 20 } };

    public static TheoryData<StoreFault> Faults => [.. Enum.GetValues<StoreFault>().Where(fault => fault is not StoreFault.None)];

    private readonly MemoryStore _original = new();
    private readonly OpenRepository _repository;

    public FaultyStoreTests() => _repository = HistoryRepository.Create(_original, 2);

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_snapshot(StoreFault fault) => FailEverywhereAsync(fault, async (repository, _) =>
    {
        await using var held = await RepositoryLock.AcquireAsync(repository, false, Operator.Current, TimeProvider.System, None);
        return (await HistoryRepository.AddAsync(repository, 5, 6)).Id;
    });

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_prune(StoreFault fault) => FailEverywhereAsync(fault, async (repository, _) =>
    {
        await HistoryRepository.PruneAsync(repository, Tight);
        return null;
    });

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_copy(StoreFault fault)
    {
        var prepared = await PreparedAsync();
        var snapshots = await prepared.ListSnapshotsAsync(None);
        // The destination is empty and hardly read; what is read wrong is the source.
        var isOfReads = fault is StoreFault.BreaksOff or StoreFault.EndsEarly or StoreFault.FlipsABit;
        for (var (at, hasFailed) = (1, true); hasFailed; at++)
        {
            var destination = HistoryRepository.Create(new MemoryStore("copy"), 2);
            var faulty = new FaultyStore(isOfReads ? prepared.Store : destination.Store, fault, at);
            var acknowledged = new List<SnapshotId>();
            var failure = await Record.ExceptionAsync(async () =>
            {
                var from = isOfReads ? prepared.From(faulty) : prepared;
                var to = isOfReads ? destination : destination.From(faulty);
                var copy = await SnapshotCopy.PrepareAsync(await from.LoadIndexAsync(None), await to.LoadIndexAsync(None), snapshots, None);
                foreach (var snapshot in copy.Pending)
                    acknowledged.Add((await copy.CopyAsync(snapshot, null, None)).Copy.Id);
            });
            hasFailed = faulty.HasFailed;
            ExpectClear(failure, fault, at);
            await ExpectNothingLostAsync(destination, acknowledged, fault, $"{fault} at request {at}");
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_replication(StoreFault fault)
    {
        await PreparedAsync();
        // The configuration is what makes a folder a repository; this one was never written by a command.
        _original.Objects.Add(ObjectName.Configuration, [1, 2, 3]);
        for (var (at, hasFailed) = (1, true); hasFailed; at++)
        {
            foreach (var sourceFails in new[] { true, false })
            {
                var replica = new MemoryStore("replica");
                var faulty = new FaultyStore(sourceFails ? _original : replica, fault, at);
                var failure = await Record.ExceptionAsync(
                    () => Synchronize.RunAsync(sourceFails ? faulty : _original, sourceFails ? replica : faulty));
                ExpectClear(failure, fault, at);
                // Whatever is there under a name is that, or half of it if the store tore it; the next run completes it.
                await Synchronize.RunAsync(_original, replica);
                foreach (var (name, bytes) in _original.Objects.Where(item => item.Key.Kind is not ObjectKind.Lock))
                    Assert.True(bytes.AsSpan().SequenceEqual(replica.Objects[name]), $"{fault} at {at}: {name} differs");
                hasFailed = sourceFails ? faulty.HasFailed : hasFailed || faulty.HasFailed;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_restore(StoreFault fault)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "files are restored on Linux only so far");
        await PreparedAsync();
        var seeds = 0;
        for (var (at, hasFailed) = (1, true); hasFailed; at++)
        {
            var faulty = new FaultyStore(_original, fault, at);
            using var folder = new TemporaryFolder();
            RestoreOutcome? result = null;
            var failure = await Record.ExceptionAsync(async () =>
            {
                var repository = _repository.From(faulty);
                var snapshot = await repository.FindSnapshotAsync("latest", None);
                var request = new RestoreOptions { Snapshot = snapshot, Target = folder["out"] };
                result = await new SnapshotRestore(await repository.LoadIndexAsync(None), request, null).RunAsync(None);
            });
            hasFailed = faulty.HasFailed;
            ExpectClear(failure, fault, at);
            // A file under its own name has every byte of it, whatever else was told.
            foreach (var seed in new[] { 2, 3 })
            {
                var path = folder[$"out/home/file{seed}"];
                if (failure is null && result!.Problems.Count == 0)
                    Assert.True(File.Exists(path), $"{fault} at {at}: a restore without a word lacks {path}");
                if (failure is null && File.Exists(path))
                    seeds += AssertContent(await File.ReadAllBytesAsync(path, None), seed, $"{fault} at {at}");
            }
        }

        Assert.True(seeds > 0);
    }

    private async Task<OpenRepository> PreparedAsync()
    {
        await HistoryRepository.AddAsync(_repository, 1, 2);
        await HistoryRepository.AddAsync(_repository, 2, 3);
        await HistoryRepository.RemoveAsync(_repository, (await _repository.ListSnapshotsAsync(None))[0]);
        return _repository;
    }

    private async Task FailEverywhereAsync(StoreFault fault, Func<OpenRepository, int, Task<SnapshotId?>> work)
    {
        var prepared = await PreparedAsync();
        var known = (await prepared.ListSnapshotsAsync(None)).Select(snapshot => snapshot.Id).ToList();
        for (var at = 1; ; at++)
        {
            var store = HistoryRepository.Copy((MemoryStore)prepared.Store);
            var faulty = new FaultyStore(store, fault, at);
            List<SnapshotId> acknowledged = [.. known];
            var failure = await Record.ExceptionAsync(async () =>
            {
                if (await work(prepared.From(faulty), at) is { } taken)
                    acknowledged.Add(taken);
            });
            ExpectClear(failure, fault, at);
            foreach (var left in store.Objects.Keys.Where(name => name.Kind is ObjectKind.Lock).ToList())
                store.Objects.Remove(left);
            await ExpectNothingLostAsync(prepared.From(store), acknowledged, fault, $"{fault} at request {at}");
            if (!faulty.HasFailed)
            {
                Assert.True(at > 2 || fault is StoreFault.ListsThePast, $"only {at} requests");
                return;
            }
        }
    }

    private static async Task ExpectNothingLostAsync(OpenRepository repository, List<SnapshotId> acknowledged, StoreFault fault, string when)
    {
        var loss = await Record.ExceptionAsync(async () =>
        {
            var present = (await repository.ListSnapshotsAsync(None)).Select(snapshot => snapshot.Id).ToHashSet();
            Assert.All(acknowledged, snapshot => Assert.True(present.Contains(snapshot), $"{when}: snapshot {snapshot} is gone"));
            await HistoryRepository.ReadEverythingAsync(repository);
        });
        if (loss is null)
            return;
        Assert.True(fault is StoreFault.Forgets or StoreFault.TearsSilently or StoreFault.Tears, $"{when}: {loss}");
        var report = await Record.ExceptionAsync(async () =>
        {
            var found = await new RepositoryCheck(repository).RunAsync(true, null, None);
            // A snapshot file that was acknowledged and never stored leaves no trace but in the ledger.
            Assert.True(!found.IsSound || loss is Xunit.Sdk.XunitException, $"{when}: a loss was not found");
        });
        Assert.True(report is null or ArchivistException, $"{when}: {report}");
    }

    private static void ExpectClear(Exception? failure, StoreFault fault, int at) =>
        Assert.True(failure is null or ArchivistException or IOException, $"{fault} at request {at}: {failure}");

    private static int AssertContent(byte[] content, int seed, string when)
    {
        var expected = new byte[900_000];
        for (var piece = 0; piece < 3; piece++)
            new Random(seed * 10 + piece).NextBytes(expected.AsSpan(piece * 300_000, 300_000));
        Assert.True(expected.AsSpan().SequenceEqual(content), $"{when}: a wrong byte in file{seed}");
        return 1;
    }
}
