using System.Diagnostics;
using Archivist.App.Cli;
using Archivist.Platform;
using Archivist.Platform.Problems;
using Archivist.Replicas.Stores.Folder;
using Archivist.Repository.Ids;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;
using Archivist.Repository.Pruning;
using Archivist.Repository.Retention;
using Archivist.Repository.Stores;
using Archivist.TestKit;
using Archivist.ToolTests.Reports;

namespace Archivist.ToolTests.Repository;

/// <summary>Both tools on one repository: they respect each other's locks, and each other's format version 1.</summary>
public sealed class LocksAndVersionsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [MemberData(nameof(ResticProgram.Each), MemberType = typeof(ResticProgram))]
    public async Task Restic_respects_our_locks_and_unlock_leaves_the_living(string restic)
    {
        using var made = await ResticRepository.CreateAsync(restic);
        using var source = new TemporaryFolder();
        await File.Create(source["file"]).DisposeAsync();
        await using (await RepositoryLock.AcquireAsync(made.Repository, false, Operator.Current, TimeProvider.System, None))
        {
            Assert.Equal(0, (await made.RunAsync(["backup", source.Path])).Status);
            Assert.NotEqual(0, (await made.RunAsync(["prune"])).Status);
            Assert.Equal(0, (await made.RunAsync(["unlock"])).Status);
            Assert.Single(await made.Store.ListSortedAsync(ObjectKind.Lock, None));
        }

        await using (var held = await RepositoryLock.AcquireAsync(made.Repository, true, Operator.Current, TimeProvider.System, None))
        {
            var (status, output) = await made.RunAsync(["backup", source.Path]);
            Assert.True(status != 0 && output.Contains("locked", StringComparison.Ordinal), output);
            Assert.Equal(0, (await made.RunAsync(["unlock", "--remove-all"])).Status);
            await Assert.ThrowsAsync<ArchivistException>(() => held.ConfirmAsync(None));
        }

        Assert.Equal(0, (await made.RunAsync(["prune"])).Status);
    }

    [Theory]
    [MemberData(nameof(ResticProgram.Each), MemberType = typeof(ResticProgram))]
    public async Task We_respect_the_locks_of_a_restic_at_work(string restic)
    {
        using var made = await ResticRepository.CreateAsync(restic);
        // It captures standard input, which stays silent, and holds a shared lock meanwhile.
        var start = new ProcessStartInfo(restic, ["-r", made.Path, "--no-cache", "backup", "--stdin"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["RESTIC_PASSWORD"] = ResticRepository.Password },
        };
        using var working = Process.Start(start)!;
        try
        {
            while ((await made.Store.ListSortedAsync(ObjectKind.Lock, None)).Count == 0)
            {
                Assert.False(working.HasExited, "restic ended before it locked");
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }

            var refused = await Assert.ThrowsAsync<ArchivistException>(() => RepositoryLock.AcquireAsync(made.Repository, true, Operator.Current, TimeProvider.System, None));
            Assert.Equal(Failure.RepositoryLocked, refused.Failure);
            await using (await RepositoryLock.AcquireAsync(made.Repository, false, Operator.Current, TimeProvider.System, None))
                Assert.Equal(2, (await made.Store.ListSortedAsync(ObjectKind.Lock, None)).Count);
            working.StandardInput.Close();
            await working.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            if (!working.HasExited)
                working.Kill();
        }

        await using (await RepositoryLock.AcquireAsync(made.Repository, true, Operator.Current, TimeProvider.System, None))
            Assert.Single(await made.Store.ListSortedAsync(ObjectKind.Lock, None));
    }

    [Fact]
    public async Task A_repository_of_version_1_takes_snapshots_and_prunes_that_restic_accepts()
    {
        Tool.Require("restic", "restic");
        using var folder = new TemporaryFolder();
        var environment = new Dictionary<string, string> { ["RESTIC_PASSWORD"] = ResticRepository.Password };
        Task<(int Status, string Output)> ResticAsync(params string[] arguments) =>
            Tool.RunAsync("restic", ["-r", folder["one"], "--no-cache", .. arguments], environment);
        Assert.Equal(0, (await ResticAsync("init", "--repository-version", "1")).Status);
        var found = await SealedRepository.FindAsync(new FolderStore(folder["one"]), None);
        var repository = await found.UnlockAsync(System.Text.Encoding.UTF8.GetBytes(ResticRepository.Password), None);
        Assert.Equal(1, repository.Version);
        var content = new byte[3_000_000];
        var first = await SampleRepository.AddSnapshotAsync(await repository.LoadIndexAsync(None), content);
        await SampleRepository.AddSnapshotAsync(await repository.LoadIndexAsync(None), SampleRepository.Content);

        await using (var held = await RepositoryLock.AcquireAsync(repository, true, Operator.Current, TimeProvider.System, None))
        {
            await ForgetPlan.OfNamed([first]).ApplyAsync(repository, held, None);
            var plan = await PrunePlan.BuildAsync(repository, new PruneOptions { RepackSmall = true }, new HashSet<SnapshotId>(), null, None);
            Assert.True(plan.Figures.FreedBytes > 2_000_000);
            await plan.ApplyAsync(held, null, None);
        }

        var (status, output) = await ResticAsync("check", "--read-data");
        Assert.True(status == 0 && output.Contains("no errors were found", StringComparison.Ordinal), output);
        Assert.Equal(0, (await ResticAsync("restore", "latest", "--target", folder["out"])).Status);
        Assert.Equal(SampleRepository.Content.ToArray(), await File.ReadAllBytesAsync(folder["out/hello"]));
    }
}
