using Archivist.Platform.Problems;
using Archivist.Repository.Checking;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Pruning;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;
using Archivist.Restore;
using Archivist.Restore.Restoring;
using Archivist.TestKit;
using Archivist.Tests.Repository.Pruning;

namespace Archivist.Tests.Faults;

/// <summary>
/// Two thousand random changes to the files of a small repository: a bit, a byte, a cut, an exchange of two files, a stretch of zeros, one file twice.
/// Each is followed by listing, check, restore and prune; what comes back is what was stored, or somebody is told in words.
/// </summary>
public sealed class MutationTests
{
    private const int Mutations = 2000;
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Nothing_comes_back_changed_without_a_word()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "files are restored on Linux only so far");
        var store = await SampleRepository.CreateAsync();
        var sealedRepository = await SealedRepository.FindAsync(store, None);
        var opened = await sealedRepository.UnlockAsync(SampleRepository.Password, None);
        var random = new Random(2077);
        var (whole, told) = (0, 0);
        for (var round = 0; round < Mutations; round++)
        {
            var damaged = HistoryRepository.Copy(store);
            var what = Mutate(damaged, random);
            // Keys and configuration are tried from the door, which costs scrypt; everything else behind it.
            var isDoor = what.Kind is ObjectKind.Key or ObjectKind.Configuration;
            if (isDoor && round % 10 != 0)
                damaged = Restored(damaged, store, what);
            if (await TellsAsync(damaged, isDoor && round % 10 == 0 ? null : opened, $"round {round}: {what}"))
                told++;
            else
                whole++;
        }

        Assert.True(told > Mutations / 4 && whole > 0, $"{told} told, {whole} whole");
    }

    private static ObjectName Mutate(MemoryStore store, Random random)
    {
        var names = store.Objects.Keys.OrderBy(name => name.ToString(), StringComparer.Ordinal).ToList();
        var name = names[random.Next(names.Count)];
        var bytes = store.Objects[name];
        var at = random.Next(bytes.Length);
        switch (random.Next(7))
        {
            case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            case 1: bytes[at] = (byte)random.Next(256); break;
            case 2: store.Objects[name] = bytes[..at]; break;
            case 3: store.Objects[name] = [.. bytes, .. bytes[at..]]; break;
            case 4: bytes.AsSpan(at, Math.Min(bytes.Length - at, random.Next(1, 64))).Clear(); break;
            case 5:
                var other = names[random.Next(names.Count)];
                (store.Objects[name], store.Objects[other]) = (store.Objects[other], store.Objects[name]);
                break;
            default: store.Objects.Remove(name); break;
        }

        return name;
    }

    private static MemoryStore Restored(MemoryStore damaged, MemoryStore store, ObjectName name)
    {
        damaged.Objects[name] = store.Objects[name].ToArray();
        return damaged;
    }

    /// <summary>True when something was said; false when everything came back as it was.</summary>
    private static async Task<bool> TellsAsync(MemoryStore store, OpenRepository? opened, string when)
    {
        using var folder = new TemporaryFolder();
        var isTold = false;
        var failure = await Record.ExceptionAsync(async () =>
        {
            var repository = opened?.From(store) ?? await (await SealedRepository.FindAsync(store, None)).UnlockAsync(SampleRepository.Password, None);
            var report = await new RepositoryCheck(repository).RunAsync(true, null, None);
            isTold = report.Findings.Count > 0 || report.Snapshots == 0;
            foreach (var snapshot in await repository.ListSnapshotsAsync(None))
            {
                var indexed = await repository.LoadIndexAsync(None);
                var result = await new SnapshotRestore(indexed, new RestoreOptions { Snapshot = snapshot, Target = folder["out"] }, null).RunAsync(None);
                isTold |= result.Problems.Count > 0;
                if (File.Exists(folder["out/hello"]))
                    Assert.Equal(SampleRepository.Content.ToArray(), await File.ReadAllBytesAsync(folder["out/hello"], None));
                else
                    Assert.True(result.Problems.Count > 0, $"{when}: nothing came back and nothing was said");
            }

            await PrunePlan.BuildAsync(repository, new PruneOptions(), new HashSet<SnapshotId>(), null, None);
        });
        Assert.True(failure is null or ArchivistException or IOException, $"{when}: {failure}");
        return isTold || failure is not null;
    }
}
