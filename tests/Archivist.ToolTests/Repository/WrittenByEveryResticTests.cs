using System.Text.Json;

namespace Archivist.ToolTests.Repository;

/// <summary>What every restic that can be had writes is judged by Archivist, in both format versions.</summary>
public sealed class WrittenByEveryResticTests
{
    [Theory]
    [MemberData(nameof(ResticProgram.BothFormats), MemberType = typeof(ResticProgram))]
    public async Task What_restic_writes_that_Archivist_checks_lists_restores_continues_and_prunes(string restic, int version)
    {
        using var shared = await SharedFolder.CreateAsync(restic, version);
        var isNew = await ResticProgram.VersionAsync(restic) >= new Version(0, 17);
        await shared.BashAsync(SharedFolder.MakeTree);
        if (isNew)
            await shared.BashAsync("ln -s $'raw\\xff' tree/rawlink");
        var tree = shared["tree"];
        await shared.ResticAsync("backup", "--tag", "first", tree);
        await shared.BashAsync("seq 2 200000 >tree/compressible; rm tree/plain/hardlink; echo new >tree/new");
        await shared.ResticAsync(["backup", .. version == 2 ? (string[])["--compression", "max"] : [], "--pack-size", "4", tree]);
        await shared.BashAsync("head -c 2000000 /dev/urandom >tree/random");
        await shared.ResticAsync("backup", tree);
        await shared.ResticAsync("tag", "--add", "last,of three", "latest");
        Assert.Equal(3, (await shared.SnapshotsAsync()).Count);
        if (isNew)
            // Whether it skips depends on the folders above, in which others work meanwhile.
            await shared.ResticAsync("backup", "--skip-if-unchanged", tree);
        await shared.ArchivistAsync("check", "--read-data");
        Assert.Equal(await shared.ListAsync("tree"), await shared.RestoreWithArchivistAsync(tree));

        // Its newest snapshot is a parent as good as our own.
        using var taken = JsonDocument.Parse(await shared.ArchivistAsync("snapshot", "--json", tree));
        Assert.Equal(taken.RootElement.GetProperty("files").GetInt64(), taken.RootElement.GetProperty("unchanged_files").GetInt64());
        Assert.InRange(taken.RootElement.GetProperty("new_bytes").GetInt64(), 0, 8192);
        await shared.BashAsync("echo 'another passphrase' >second");
        await shared.ResticAsync("key", "add", "--new-password-file", shared["second"]);
        await shared.BashAsync($"'{Path.Combine(AppContext.BaseDirectory, "archivist")}' snapshots --repo repository -p second -q");

        await shared.ResticAsync("forget", "--keep-last", "3", "--prune");
        await shared.ArchivistAsync("check", "--read-data");
        await shared.ArchivistAsync("forget", "--keep-last", "1", "--prune", "--max-unused", "0");
        await shared.IsSoundAsync();
        Assert.Single(await shared.SnapshotsAsync());
        Assert.Equal(await shared.ListAsync("tree"), await shared.RestoreWithResticAsync(tree));
        await shared.TakesNothingAsync(tree);
        await shared.IsSoundAsync();
    }
}
