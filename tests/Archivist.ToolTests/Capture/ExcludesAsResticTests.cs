using System.Text;
using Archivist.Capture;
using Archivist.Capture.Capturing;
using Archivist.Capture.Selecting;
using Archivist.Platform;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Patterns;
using Archivist.Repository.Snapshots;
using Archivist.TestKit;
using Archivist.ToolTests.Images;

namespace Archivist.ToolTests.Capture;

/// <summary>restic decides what a pattern means: both tools capture the same tree with the same patterns, and must keep the same files.</summary>
public sealed class ExcludesAsResticTests
{
    private const int Rounds = 120;
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly string[] Names =
        ["a", "b", "A", "ab", "foo", "Foo", "FOO.txt", "x.tmp", "y.TMP", "[a]", "st*r", "q?", "sp ace", "ünï", "ÜNÏ", @"back\slash", "new\nline", "-dash", "!bang", "a-b", "^c", "日本"];

    [Fact]
    public async Task Random_patterns_keep_the_same_files()
    {
        using var quick = await QuickRepository.CreateAsync();
        var random = new Random(20260718);
        var tree = quick["tree"];
        MakeTree(random, tree, 4);
        await Tool.RunAsync("bash", "-c", $"cd '{tree}'; printf x >$'inval\\xffid'; mkdir -p $'a\\xe9/ab'; printf y >$'a\\xe9/x.tmp'");
        var indexed = await InMemoryAsync();
        var everything = (await ListOursAsync(indexed, tree, SourceSelection.Everything)).Count;
        var different = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var exclude = RandomPatterns(random, tree);
            var ofAnyCase = random.Next(3) == 0 ? RandomPatterns(random, tree) : [];
            await File.WriteAllBytesAsync(quick["exclude"], exclude);
            await File.WriteAllBytesAsync(quick["iexclude"], ofAnyCase);
            var ran = await quick.ResticAsync(
                "backup", tree, "--force", "--tag", "t", "--exclude-file", quick["exclude"], "--iexclude-file", quick["iexclude"]);
            var told = $"exclude:\n{Encoding.UTF8.GetString(exclude)}iexclude:\n{Encoding.UTF8.GetString(ofAnyCase)}";
            SourceSelection selection;
            try
            {
                selection = new SourceSelection
                {
                    Excludes = PathPatterns.Parse(PatternFile.Parse(exclude, _ => null)),
                    ExcludesOfAnyCase = PathPatterns.Parse(PatternFile.Parse(ofAnyCase, _ => null), ignoresCase: true),
                };
            }
            catch (ArchivistException)
            {
                Assert.Contains("invalid pattern", ran.Output, StringComparison.Ordinal);
                continue;
            }

            var ours = await ListOursAsync(indexed, tree, selection);
            if (ran.Output.Contains("snapshot is empty", StringComparison.Ordinal))
            {
                Assert.DoesNotContain(tree, ours);
                continue;
            }

            Assert.True(ran.ExitCode == 0, told + ran.Output);
            var snapshots = await quick.Repository.ListSnapshotsAsync(None);
            var theirs = await ListAsync(await quick.Repository.LoadIndexAsync(None), snapshots[^1].Tree);
            different += ours.Count < everything ? 1 : 0;
            Assert.True(ours.SetEquals(theirs), $"{told}only ours: {Join(ours.Except(theirs))}\nonly restic's: {Join(theirs.Except(ours))}");
            File.Delete(Path.Combine(quick["repository"], "snapshots", snapshots[^1].Id.ToString()));
        }

        // What is named by other bytes than text, .NET cannot remove.
        await Tool.RunAsync("rm", "-r", tree);
        Assert.True(different > Rounds / 2, $"only {different} of {Rounds} pattern sets left anything out");
    }

    [Theory]
    [InlineData("--exclude-caches")]
    [InlineData("--exclude-if-present", "mark")]
    [InlineData("--exclude-if-present", "mark:go away")]
    [InlineData("--exclude-larger-than", "1K")]
    [InlineData("--exclude-larger-than", "2000")]
    [InlineData("--one-file-system")]
    public async Task Other_reasons_to_leave_out_are_restics(params string[] flags)
    {
        using var quick = await QuickRepository.CreateAsync();
        var tree = quick["tree"];
        foreach (var (path, content) in new[]
        {
            ("cache/CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55 and more"), ("cache/sub/file", "x"), ("cache/file", "x"),
            ("false/CACHEDIR.TAG", "Signature: other"), ("false/file", "x"), ("marked/mark", "go away"), ("marked/file", "x"),
            ("marked/sub/file", "x"), ("half/mark", "go"), ("half/file", "x"), ("folder/mark/file", "x"), ("folder/file", "x"),
            ("sizes/1023", new string('x', 1023)), ("sizes/1024", new string('x', 1024)), ("sizes/1025", new string('x', 1025)),
            ("sizes/2001", new string('x', 2001)),
        })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(tree, path))!);
            await File.WriteAllTextAsync(Path.Combine(tree, path), content);
        }

        var ran = await quick.ResticAsync(["backup", tree, .. flags]);
        Assert.Equal(0, ran.ExitCode);
        var theirs = await ListAsync(await quick.Repository.LoadIndexAsync(None), (await quick.Repository.ListSnapshotsAsync(None))[^1].Tree);
        var selection = flags switch
        {
            ["--exclude-caches"] => new SourceSelection { Marks = [FolderMark.Cache] },
            ["--exclude-if-present", var mark] => new SourceSelection { Marks = [FolderMark.Parse(mark)] },
            ["--exclude-larger-than", "1K"] => new SourceSelection { LargestFile = 1024 },
            ["--exclude-larger-than", _] => new SourceSelection { LargestFile = 2000 },
            _ => new SourceSelection { OneFileSystem = true },
        };
        var ours = await ListOursAsync(await InMemoryAsync(), tree, selection);
        Assert.True(ours.SetEquals(theirs), $"only ours: {Join(ours.Except(theirs))}\nonly restic's: {Join(theirs.Except(ours))}");
    }

    private static async Task<IndexedRepository> InMemoryAsync() =>
        await (await SealedRepository.CreateAsync(new MemoryStore(), "p"u8.ToArray(), Operator.Current, TimeProvider.System, None)).LoadIndexAsync(None);

    private static void MakeTree(Random random, string folder, int depth)
    {
        Directory.CreateDirectory(folder);
        foreach (var name in Names.Where(_ => random.Next(depth > 2 ? 2 : 4) == 0))
        {
            var path = Path.Combine(folder, name);
            if (depth > 0 && random.Next(2) == 0)
                MakeTree(random, path, depth - 1);
            else
                File.WriteAllText(path, "x");
        }
    }

    /// <summary>Some lines of a pattern file, mostly made of names that exist; no pattern has two of the double stars.</summary>
    private static byte[] RandomPatterns(Random random, string tree)
    {
        var lines = new StringBuilder();
        var count = random.Next(1, 5);
        for (var i = 0; i < count; i++)
        {
            var parts = Enumerable.Range(0, random.Next(1, 4)).Select(_ => RandomPart(random)).ToList();
            if (random.Next(5) == 0)
                parts[random.Next(parts.Count)] = "**";
            var pattern = string.Join('/', parts);
            if (random.Next(4) == 0)
                pattern = tree + "/" + pattern;
            lines.Append(random.Next(6) == 0 ? "!" : "").Append(pattern).Append('\n');
        }

        return Encoding.UTF8.GetBytes(lines.ToString());
    }

    private static string RandomPart(Random random)
    {
        var name = Names[random.Next(Names.Length)].Replace("\n", "?", StringComparison.Ordinal);
        switch (random.Next(8))
        {
            case 0: return "*";
            case 1: return name[..random.Next(1, name.Length + 1)] + "*";
            case 2: return "*" + name[random.Next(name.Length)..];
            case 3: return string.Concat(name.Select(letter => random.Next(3) == 0 ? "?" : letter.ToString()));
            case 4: return "[" + (random.Next(2) == 0 ? "^" : "") + "a-fA" + (random.Next(2) == 0 ? "ü" : "") + "]" + (random.Next(2) == 0 ? "*" : "");
            case 5: return string.Concat(name.Select(letter => "*?[]\\".Contains(letter, StringComparison.Ordinal) ? "\\" + letter : letter.ToString()));
            case 6: return name.ToUpperInvariant();
            default: return name;
        }
    }

    private static async Task<HashSet<string>> ListOursAsync(IndexedRepository repository, string tree, SourceSelection selection)
    {
        var request = new CaptureOptions { Sources = [tree], Selection = selection, Who = Operator.Current, ProgramVersion = "test" };
        var result = await new SnapshotCapture(repository, request, TimeProvider.System, null).RunAsync(None);
        Assert.Empty(result.Unreadable);
        return await ListAsync(repository, result.Snapshot.Tree);
    }

    private static async Task<HashSet<string>> ListAsync(IndexedRepository repository, BlobId root)
    {
        var paths = new HashSet<string>();
        await AddAsync(root, "");
        return paths;

        async Task AddAsync(BlobId tree, string folder)
        {
            foreach (var node in await repository.ReadTreeAsync(tree, None))
            {
                paths.Add(folder + "/" + node.Name);
                if (node.Subtree is { } subtree)
                    await AddAsync(subtree, folder + "/" + node.Name);
            }
        }
    }

    private static string Join(IEnumerable<string> paths) => string.Join("\n  ", paths.Take(20));
}
