using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Archivist.Platform;
using Archivist.Replicas.Stores.Folder;
using Archivist.Repository.Checking;
using Archivist.Repository.Ids;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;
using Archivist.Repository.Problems;
using Archivist.Repository.Pruning;
using Archivist.Repository.Repairing;
using Archivist.TestKit;

namespace Archivist.Tests.Repository.Checking;

/// <summary>Repositories of restic's own tests. Their names say the defect, and the check must say it too.</summary>
public sealed class PublishedRepositoriesTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>Words of names, and the kinds of finding or hint that they promise.</summary>
    private static readonly (string Word, Type[] Kinds)[] Promised =
    [
        ("index-missing", [typeof(PackUnindexed), typeof(SnapshotBlobMissing)]),
        ("data-missing", [typeof(PackMissing)]),
        ("duplicates", [typeof(BlobsDuplicated)]),
        ("obsolete-index", [typeof(IndexObsolete), typeof(PackIndexedRepeatedly)]),
        ("mixed", [typeof(PackMixed)]),
        ("unreferenced", [typeof(PackUnindexed)]),
    ];

    [Fact]
    public async Task Each_gets_the_finding_that_its_name_says_and_no_other_loss()
    {
        var seen = new HashSet<string>();
        foreach (var archive in Directory.EnumerateFiles(Vectors.FolderOrSkip("restic"), "*.tar.gz").Order(StringComparer.Ordinal))
        {
            using var folder = new TemporaryFolder();
            if (await TryUnpackAsync(archive, folder) is not { } place)
                continue;
            var name = Path.GetFileName(archive);
            var found = await SealedRepository.FindAsync(new FolderStore(place), None);
            var report = await new RepositoryCheck(await found.UnlockAsync("geheim"u8.ToArray(), None)).RunAsync(true, null, None);
            var kinds = report.Findings.Concat(report.Hints).Select(finding => finding.Problem.GetType()).ToHashSet();
            foreach (var (word, promised) in Promised.Where(item => name.Contains(item.Word, StringComparison.Ordinal)))
            {
                seen.Add(word);
                Assert.All(promised, kind => Assert.True(kinds.Contains(kind), $"{name}: no {kind.Name} among {string.Join("; ", report.Findings.Concat(report.Hints).Select(finding => finding.Problem))}"));
            }

            Assert.True(report.IsSound == !name.Contains("missing", StringComparison.Ordinal), name);
        }

        Assert.Equal(Promised.Length, seen.Count);
    }

    /// <summary>What the index can give back is given back, and pruning leaves nothing to find.</summary>
    [Fact]
    public async Task Each_that_lost_no_data_is_without_findings_after_repair_index_and_prune()
    {
        var repaired = 0;
        foreach (var archive in Directory.EnumerateFiles(Vectors.FolderOrSkip("restic"), "*.tar.gz"))
        {
            using var folder = new TemporaryFolder();
            if (await TryUnpackAsync(archive, folder) is not { } place || archive.Contains("data-missing", StringComparison.Ordinal))
                continue;
            var found = await SealedRepository.FindAsync(new FolderStore(place), None);
            var repository = await found.UnlockAsync("geheim"u8.ToArray(), None);
            await using (var held = await RepositoryLock.AcquireAsync(repository, true, Operator.Current, TimeProvider.System, None))
            {
                await (await IndexRepairPlan.BuildAsync(repository, false, null, None)).ApplyAsync(held, None);
                var options = new PruneOptions { MaxUnused = UnusedLimit.TryParse("0", out var limit) ? limit : default };
                await (await PrunePlan.BuildAsync(repository, options, new HashSet<SnapshotId>(), null, None)).ApplyAsync(held, null, None);
            }

            var report = await new RepositoryCheck(repository).RunAsync(true, null, None);
            Assert.Empty(report.Findings.Concat(report.Hints).Select(finding => $"{Path.GetFileName(archive)}: {finding.Problem}"));
            repaired++;
        }

        Assert.True(repaired > 3);
    }

    /// <summary>The folder of the repository in an archive, or null when it holds none.</summary>
    private static async Task<string?> TryUnpackAsync(string archive, TemporaryFolder folder)
    {
        await using var compressed = File.OpenRead(archive);
        await using var content = new GZipStream(compressed, CompressionMode.Decompress);
        await TarFile.ExtractToDirectoryAsync(content, folder.Path, overwriteFiles: true, None);
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories))
        {
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(entry, File.GetUnixFileMode(entry) | UnixFileMode.UserWrite | UnixFileMode.UserRead);
        }

        var config = Directory.EnumerateFiles(folder.Path, "config", SearchOption.AllDirectories).FirstOrDefault();
        return config is null ? null : Path.GetDirectoryName(config);
    }
}
