using System.Text.Json;

namespace Archivist.ToolTests.Repository;

/// <summary>What Archivist writes is judged by every restic that can be had, in both format versions.</summary>
public sealed class WrittenForEveryResticTests
{
    [Theory]
    [MemberData(nameof(ResticProgram.BothFormats), MemberType = typeof(ResticProgram))]
    public async Task What_Archivist_writes_that_restic_checks_lists_restores_continues_and_prunes(string restic, int version)
    {
        using var shared = await SharedFolder.CreateAsync(restic, version);
        await shared.BashAsync(SharedFolder.MakeTree);
        var tree = shared["tree"];
        await shared.ArchivistAsync("snapshot", "--tag", "first,of three", tree);
        await shared.BashAsync("seq 2 200000 >tree/compressible; rm tree/plain/hardlink; echo new >tree/new");
        await shared.ArchivistAsync(["snapshot", .. version == 2 ? (string[])["--compression", "max"] : [], "--pack-size", "4", tree]);
        await shared.BashAsync("head -c 2000000 /dev/urandom >tree/random");
        await shared.ArchivistAsync("snapshot", "--compression", "off", tree);
        await shared.IsSoundAsync();
        var snapshots = await shared.SnapshotsAsync();
        Assert.Equal(3, snapshots.Count);
        if (await ResticProgram.VersionAsync(restic) >= new Version(0, 17))
            CompareSummary(snapshots[2]);
        Assert.Equal(await shared.ListAsync("tree"), await shared.RestoreWithResticAsync(tree));
        await shared.TakesNothingAsync(tree);
        await AddsAKeyAsync(shared);

        // What is left when snapshots go, a pack is lost and the rest is repaired.
        await shared.ArchivistAsync("forget", "--keep-last", "2", "--prune");
        await shared.IsSoundAsync();
        await shared.ResticAsync("forget", "latest");
        await shared.ResticAsync("prune", "--max-unused", "0");
        await shared.ArchivistAsync("check", "--read-data");
        await shared.BashAsync("rm -f repository/index/*");
        await shared.ArchivistAsync("repair", "index");
        await shared.IsSoundAsync();
        await DamageAsync(shared);
        var found = await shared.ArchivistAsync(6, "check", "--read-data");
        var pack = found.Split((char[])[' ', '/', ':', ',', '.', '\n']).First(word => word.Length == 64);
        await shared.BashAsync($"cd home && '{Path.Combine(AppContext.BaseDirectory, "archivist")}' repair packs {pack} --repo ../repository -p ../password -q");
        await shared.ArchivistAsync("repair", "snapshots", "--forget");
        await shared.IsSoundAsync();
        Assert.Single(await shared.SnapshotsAsync());
        Assert.Equal(await shared.RestoreWithArchivistAsync(tree), await shared.RestoreWithResticAsync(tree));
    }

    private static async Task AddsAKeyAsync(SharedFolder shared)
    {
        await shared.BashAsync("echo 'another passphrase' >second");
        await shared.ArchivistAsync("key", "add", "--new-password-file", shared["second"]);
        await shared.ResticAsync("-p", shared["second"], "snapshots");
        Assert.Equal("2", (await shared.BashAsync("ls repository/keys | wc -l")).Trim());
    }

    /// <summary>The numbers that Archivist stored with the snapshot, as restic read them.</summary>
    private static void CompareSummary(JsonElement snapshot)
    {
        Assert.True(snapshot.TryGetProperty("summary", out var summary), "restic shows no summary");
        long Number(string name) => summary.GetProperty(name).GetInt64();
        Assert.InRange(Number("total_files_processed"), 70, 100);
        Assert.Equal(Number("total_files_processed"), Number("files_unmodified") + 1);
        Assert.InRange(Number("total_bytes_processed"), 11_000_000, 13_000_000);
        Assert.InRange(Number("data_blobs"), 1, 10);
        Assert.InRange(Number("data_added"), 2_000_000, 2_100_000);
        Assert.InRange(Number("data_added_packed"), 2_000_000, 2_100_000);
        Assert.True(DateTimeOffset.Parse(summary.GetProperty("backup_start").GetString()!, null) <= DateTimeOffset.Parse(summary.GetProperty("backup_end").GetString()!, null));
        Assert.StartsWith("archivist", snapshot.GetProperty("program_version").GetString(), StringComparison.Ordinal);
    }

    /// <summary>One byte of the largest pack, which holds data, becomes another.</summary>
    private static Task DamageAsync(SharedFolder shared) => shared.BashAsync(
        """
        pack=$(find repository/data -type f -printf '%s %p\n' | sort -n | tail -1 | cut -d' ' -f2); chmod u+w "$pack"
        byte=$(od -An -tu1 -j40 -N1 "$pack"); printf "\\$(printf %o $((byte ^ 1)))" | dd of="$pack" bs=1 seek=40 conv=notrunc status=none
        """);
}
