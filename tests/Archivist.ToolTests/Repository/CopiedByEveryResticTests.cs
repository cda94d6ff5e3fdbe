namespace Archivist.ToolTests.Repository;

/// <summary>Copies between repositories of one chunker, by either tool.</summary>
public sealed class CopiedByEveryResticTests
{
    [Theory]
    [MemberData(nameof(ResticProgram.Each), MemberType = typeof(ResticProgram))]
    public async Task Copies_that_either_makes_are_whole_for_the_other(string restic)
    {
        using var shared = await SharedFolder.CreateAsync(restic, 2);
        await shared.BashAsync(SharedFolder.MakeTree);
        var tree = shared["tree"];
        await shared.ArchivistAsync("snapshot", tree);
        string[] from = ["--from-repo", shared["repository"], "--from-password-file", shared["password"]];
        await shared.ResticAsync(["init", "-r", shared["copy"], .. from, "--copy-chunker-params"]);
        await shared.UseQuickKeyAsync("copy");
        await shared.BashAsync($"'{Path.Combine(AppContext.BaseDirectory, "archivist")}' copy --repo copy -p password {string.Join(' ', from)} -q");
        await shared.ResticAsync("-r", shared["copy"], "check", "--read-data");
        await shared.ResticAsync("-r", shared["copy"], "restore", "latest", "--target", shared["out"]);
        Assert.Equal(await shared.ListAsync("tree"), await shared.ListAsync("out" + tree));

        // What was copied counts as copied, and the other way round.
        await shared.ResticAsync(["-r", shared["copy"], "copy", .. from]);
        Assert.Equal("1", (await shared.BashAsync("ls copy/snapshots | wc -l")).Trim());
        await shared.BashAsync("echo more >tree/more");
        await shared.ResticAsync("backup", tree);
        await shared.ResticAsync(["-r", shared["copy"], "copy", .. from]);
        await shared.BashAsync($"'{Path.Combine(AppContext.BaseDirectory, "archivist")}' copy --repo copy -p password {string.Join(' ', from)} -q; [ $(ls copy/snapshots | wc -l) = 2 ]");
        await shared.BashAsync($"'{Path.Combine(AppContext.BaseDirectory, "archivist")}' check --repo copy -p password --read-data -q");
    }
}
