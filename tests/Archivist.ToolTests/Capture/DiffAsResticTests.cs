using System.Text.Json;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Trees;
using Archivist.Restore.Comparing;
using Archivist.ToolTests.Images;

namespace Archivist.ToolTests.Capture;

/// <summary>restic decides what differs: lists of changes and statistics of both tools are the same on random histories.</summary>
public sealed class DiffAsResticTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>Each changes the tree in one way; the numbers of its line vary.</summary>
    private static readonly string[] Changes =
    [
        "echo $RANDOM >new$N", "echo more >>d1/f1", "chmod 6$((RANDOM % 8))$((RANDOM % 8)) d1/f2", "rm -f d2/f1; mkdir -p d2/f1/in; echo x >d2/f1/in/it",
        "mv d1/sub d2/moved$N 2>/dev/null", "setfattr -n user.n -v $N d1/f3", "touch -d @$RANDOM d2/f3", "rm -rf d3; mkdir d3", "rm -rf d3; ln -s nowhere d3",
        "ln -sfn $RANDOM link", "rm -f pipe; mkfifo pipe", "rm -f pipe; echo file >pipe", "cp d1/f1 copy$N", "ln -f d1/f2 hard$N", "rm -rf d2/moved*",
        "mkdir -p d1/sub/deep/er; echo $N >d1/sub/deep/er/f", "head -c 2000000 /dev/urandom >d1/big", "rm -f d1/big", "echo inside >d1/sub/deep/g; touch -d @1 d1/sub/deep d1/sub",
        "cp -a d1 whole$N", "rm -rf whole*", "chown $N:$N d1/f1", "mv d1/f1 renamed$N; echo again >d1/f1", "dd if=/dev/zero of=d2/f2 bs=1 count=1 conv=notrunc status=none",
    ];

    [Fact]
    public async Task Lists_and_statistics_are_restics()
    {
        using var quick = await QuickRepository.CreateAsync();
        var random = new Random(20260719);
        var tree = quick["tree"];
        await Bash(tree, "mkdir -p d1/sub/deep d2 d3; for d in d1 d2 d3 d1/sub; do for f in f1 f2 f3; do echo $d$f >$d/$f; done; done; mkfifo pipe; ln -s a link");
        await Back();
        var differences = 0;
        for (var round = 1; round <= 40; round++)
        {
            await Bash(tree, string.Join("; ", Enumerable.Range(0, random.Next(1, 4)).Select(_ => Changes[random.Next(Changes.Length)])).Replace("$N", $"{round}", StringComparison.Ordinal));
            await Back();
            var snapshots = await quick.Repository.ListSnapshotsAsync(None);
            var before = snapshots[random.Next(Math.Max(0, snapshots.Count - 4), snapshots.Count - 1)];
            var after = snapshots[^1];
            if (random.Next(3) == 0)
                (before, after) = (after, before);
            foreach (var metadata in new[] { true, false })
            {
                string[] flags = metadata ? ["--metadata"] : [];
                var theirs = await quick.ResticAsync(["diff", "--json", before.Id.ToString(), after.Id.ToString(), .. flags]);
                Assert.Equal(0, theirs.ExitCode);
                var ours = await DiffAsync(quick, before, after, metadata);
                Assert.Equal(Lines(theirs.Output), ours);
                differences += ours.Count - 1;
            }
        }

        Assert.True(differences > 200, $"only {differences} differences were compared");

        Task<Tool.Result> Back() => quick.ResticAsync("backup", tree);
    }

    private static async Task<List<string>> DiffAsync(QuickRepository quick, Snapshot before, Snapshot after, bool metadata)
    {
        var lines = new List<string>();
        var diff = new SnapshotDiff(
            await quick.Repository.LoadIndexAsync(None), metadata,
            change => lines.Add($"{change.Mark} {DisplayPath.Of(change.Path)}{(change.IsFolder ? "/" : "")}"));
        var statistics = await diff.RunAsync(before.Tree, after.Tree, None);
        lines.Sort(StringComparer.Ordinal);
        lines.Add($"{statistics.ChangedFiles} {Text(statistics.Added)} {Text(statistics.Removed)}");
        return lines;

        static string Text(DiffStatistics.Totals totals) =>
            $"{totals.Files} {totals.Dirs} {totals.Others} {totals.DataBlobs} {totals.TreeBlobs} {totals.Bytes}";
    }

    private static List<string> Lines(string output)
    {
        var lines = new List<string>();
        var last = "";
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var json = JsonDocument.Parse(line).RootElement;
            if (json.GetProperty("message_type").GetString() == "change")
                lines.Add($"{json.GetProperty("modifier").GetString()} {json.GetProperty("path").GetString()}");
            else
                last = $"{json.GetProperty("changed_files")} {Text(json.GetProperty("added"))} {Text(json.GetProperty("removed"))}";
        }

        lines.Sort(StringComparer.Ordinal);
        return [.. lines, last];

        static string Text(JsonElement totals) => string.Join(
            ' ', new[] { "files", "dirs", "others", "data_blobs", "tree_blobs", "bytes" }.Select(field => totals.GetProperty(field).GetInt64()));
    }

    private static async Task Bash(string folder, string script)
    {
        Directory.CreateDirectory(folder);
        await Tool.RunAsync("bash", "-c", $"cd '{folder}' && {{ {script}; }} 2>/dev/null");
    }
}
