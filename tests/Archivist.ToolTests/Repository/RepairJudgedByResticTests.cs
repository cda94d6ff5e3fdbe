using Archivist.Platform;
using Archivist.Repository.Cataloguing;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;
using Archivist.Repository.Repairing;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.ToolTests.Repository;

/// <summary>What restic wrote, damaged on purpose, repaired by us, judged by restic.</summary>
public sealed class RepairJudgedByResticTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Without_any_index_restic_is_content_again_after_repair_index()
    {
        using var made = await CreateAsync();
        foreach (var index in await made.Store.ListSortedAsync(ObjectKind.Index, None))
            await made.Store.RemoveAsync(index.Name, None);
        Assert.NotEqual(0, (await made.RunAsync(["check"])).Status);
        await using (var held = await LockAsync(made.Repository))
            await (await IndexRepairPlan.BuildAsync(made.Repository, false, null, None)).ApplyAsync(held, None);
        await IsContentAsync(made);
    }

    [Fact]
    public async Task After_damage_in_a_pack_restic_is_content_with_what_repair_packs_and_repair_snapshots_leave()
    {
        using var made = await CreateAsync();
        var catalogue = await IndexCatalogue.LoadAsync(made.Repository, null, None);
        var victim = catalogue.Packs.First(pack => pack.HasData);
        var path = Path.Combine(made.Path, RepositoryLayout.PathOf(new ObjectName(ObjectKind.Pack, victim.Id.Value)));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await using (var file = new FileStream(path, FileMode.Open))
        {
            file.Position = victim.Blobs[0].Offset + 20;
            var old = file.ReadByte();
            file.Position--;
            file.WriteByte((byte)(old ^ 1));
        }

        Assert.NotEqual(0, (await made.RunAsync(["check", "--read-data"])).Status);
        await using (var held = await LockAsync(made.Repository))
        {
            var packs = await PackRepairPlan.BuildAsync(made.Repository, [victim.Id], None);
            Assert.Equal(1, Assert.Single(packs.Packs).Lost);
            await packs.ApplyAsync(held, (_, _, _) => Task.CompletedTask, None);
            var snapshots = await SnapshotRepairPlan.BuildAsync(made.Repository, await made.Repository.ListSnapshotsAsync(None), None);
            Assert.NotEmpty(snapshots.Damaged);
            await snapshots.ApplyAsync(held, forget: true, "archivist test", None);
        }

        await IsContentAsync(made);
        var (status, output) = await made.RunAsync(["snapshots", "--tag", "repaired", "--json"]);
        Assert.Equal(0, status);
        Assert.Contains("\"original\"", output, StringComparison.Ordinal);
    }

    private static async Task<ResticRepository> CreateAsync()
    {
        var made = await ResticRepository.CreateAsync();
        using var source = new TemporaryFolder();
        for (var i = 0; i < 5; i++)
        {
            await using var file = new FileStream(source[$"file{i}"], FileMode.CreateNew);
            var content = new byte[700_000];
            new Random(i).NextBytes(content);
            await file.WriteAsync(content);
        }

        var (status, output) = await made.RunAsync(["backup", source.Path]);
        Assert.True(status == 0, output);
        return made;
    }

    private static Task<RepositoryLock> LockAsync(OpenRepository repository) =>
        RepositoryLock.AcquireAsync(repository, true, Operator.Current, TimeProvider.System, None);

    private static async Task IsContentAsync(ResticRepository made)
    {
        var (status, output) = await made.RunAsync(["check", "--read-data"]);
        Assert.True(status == 0 && output.Contains("no errors were found", StringComparison.Ordinal), output);
        using var target = new TemporaryFolder();
        (status, output) = await made.RunAsync(["restore", "latest", "--target", target.Path]);
        Assert.True(status == 0, output);
    }
}
