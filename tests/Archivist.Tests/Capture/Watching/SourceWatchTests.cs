using Archivist.Capture;
using Archivist.Capture.Capturing;
using Archivist.Capture.Selecting;
using Archivist.Capture.Watching;
using Archivist.Platform;
using Archivist.Platform.Files;
using Archivist.Repository.Opening;
using Archivist.Repository.Patterns;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Trees;
using Archivist.Restore.Comparing;
using Archivist.TestKit;
using Archivist.Tests.Repository.Pruning;

namespace Archivist.Tests.Capture.Watching;

/// <summary>What the kernel tells of the sources is enough for a snapshot that looks nowhere else.</summary>
public sealed class SourceWatchTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TemporaryFolder _folder = new();
    private readonly OpenRepository _repository = HistoryRepository.Create(new MemoryStore(), 2);

    private int _fences;

    public SourceWatchTests()
    {
        Directory.CreateDirectory(_folder["source"]);
        for (var i = 0; i < 100; i++)
            Directory.CreateDirectory(_folder[$"fence/{i}"]);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task After_random_changes_it_is_the_tree_that_a_walk_over_everything_gives(int seed)
    {
        var random = new Random(seed);
        var changes = new RandomChanges(_folder["source"], random);
        for (var i = 0; i < 60; i++)
            changes.Make();
        using var watch = new SourceWatch(Sources, SourceSelection.Everything, []);
        Assert.True(watch.Take().IsEverywhere);
        var last = await CaptureAsync(null, null);
        var takenOver = 0;
        for (var round = 0; round < 12; round++)
        {
            for (var i = random.Next(1, 12); i > 0; i--)
                changes.Make();
            await PassFenceAsync(watch);

            var changed = watch.Take();
            takenOver += Directory.EnumerateDirectories(_folder["source"], "*", SearchOption.AllDirectories).Count(path => !changed.Contains(DisplayPath.OfText(path)));
            last = await CaptureAsync(last, changed);

            Assert.Equal("", await FindDifferencesAsync(await CaptureAsync(null, null), last));
        }

        Assert.True(takenOver > 20, $"only {takenOver} directories were taken over");
    }

    [Fact]
    public async Task A_directory_in_which_nothing_was_reported_is_taken_over_whatever_is_in_it()
    {
        Directory.CreateDirectory(_folder["source/quiet"]);
        await File.WriteAllTextAsync(_folder["source/quiet/file"], "one");
        var first = await CaptureAsync(null, null);
        // A write that is not reported here.
        await File.WriteAllTextAsync(_folder["source/quiet/file"], "another");

        Assert.Equal("", await FindDifferencesAsync(first, await CaptureAsync(first, new ChangedDirectories())));
        var reported = new ChangedDirectories();
        reported.Add(DisplayPath.OfText(_folder["source/quiet"]));
        Assert.NotEqual("", await FindDifferencesAsync(first, await CaptureAsync(first, reported)));
    }

    [Fact]
    public async Task What_is_excluded_and_the_archives_own_directories_are_not_watched()
    {
        foreach (var name in new[] { "cache", "own/data", "rest" })
            Directory.CreateDirectory(_folder["source/" + name]);
        var selection = new SourceSelection { Excludes = PathPatterns.Parse(["cache"]) };
        using var watch = new SourceWatch(Sources, selection, [new OwnFolder(_folder["source/own"], OwnFolderKind.Repository)]);
        Assert.Equal(3 + Directory.GetDirectories(_folder["fence"]).Length, watch.Directories);
        watch.Take();

        await File.WriteAllTextAsync(_folder["source/cache/file"], "x");
        await File.WriteAllTextAsync(_folder["source/own/data/file"], "x");
        await PassFenceAsync(watch);
        Assert.False(watch.HasNoted(DisplayPath.OfText(_folder["source"])));

        await File.WriteAllTextAsync(_folder["source/rest/file"], "x");
        await PassFenceAsync(watch);
        Assert.True(watch.HasNoted(DisplayPath.OfText(_folder["source"])));
        Assert.True(watch.HasNoted(DisplayPath.OfText(_folder["source/rest"])));
    }

    [Fact]
    public async Task A_source_that_went_away_and_came_back_is_watched_again()
    {
        Directory.CreateDirectory(_folder["source/deep"]);
        using var watch = new SourceWatch(Sources, SourceSelection.Everything, []);
        watch.Take();

        Directory.Move(_folder["source"], _folder["elsewhere"]);
        await PassFenceAsync(watch);
        watch.Take();
        Directory.CreateDirectory(_folder["source/new"]);
        Assert.True(watch.Take().Contains(DisplayPath.OfText(_folder["source/new"])));

        await File.WriteAllTextAsync(_folder["elsewhere/deep/file"], "not ours any more");
        await PassFenceAsync(watch);
        Assert.False(watch.HasNoted(DisplayPath.OfText(_folder["source"])));
        await File.WriteAllTextAsync(_folder["source/new/file"], "x");
        await PassFenceAsync(watch);
        Assert.True(watch.HasNoted(DisplayPath.OfText(_folder["source/new"])));
    }

    [Fact]
    public async Task What_was_taken_and_given_back_is_noted_again()
    {
        using var watch = new SourceWatch(Sources, SourceSelection.Everything, []);
        watch.Take();
        await File.WriteAllTextAsync(_folder["source/file"], "x");
        await PassFenceAsync(watch);
        var taken = watch.Take();
        Assert.False(watch.HasNoted(DisplayPath.OfText(_folder["source"])));

        watch.GiveBack(taken);

        Assert.True(watch.HasNoted(DisplayPath.OfText(_folder["source"])));
        await watch.WaitAsync(None);
    }

    private string[] Sources => [_folder["source"], _folder["fence"]];

    /// <summary>Events come in order: when that of the fence was heard, so were those before it.</summary>
    private async Task PassFenceAsync(SourceWatch watch)
    {
        var fence = _folder[$"fence/{_fences++}"];
        await File.WriteAllTextAsync(Path.Combine(fence, "file"), "x");
        for (var tries = 0; !watch.HasNoted(DisplayPath.OfText(fence)); tries++)
        {
            Assert.True(tries < 3000, "the watch is silent");
            await Task.Delay(10);
        }
    }

    private async Task<string> FindDifferencesAsync(Snapshot expected, Snapshot actual)
    {
        var found = new List<string>();
        await new SnapshotDiff(await _repository.LoadIndexAsync(None), true, change => found.Add($"{change.Mark} {DisplayPath.Of(change.Path)}")).RunAsync(expected.Tree, actual.Tree, None);
        // Other tests change the directory around it.
        return string.Join('\n', found.Where(change => change.Contains(_folder.Path, StringComparison.Ordinal)));
    }

    private async Task<Snapshot> CaptureAsync(Snapshot? parent, ChangedDirectories? changed)
    {
        var options = new CaptureOptions { Sources = Sources, Who = Operator.Current, Parent = parent, Changed = changed, ProgramVersion = "test" };
        return (await new SnapshotCapture(await _repository.LoadIndexAsync(None), options, TimeProvider.System, null).RunAsync(None)).Snapshot;
    }

    /// <summary>Changes a tree as people and programs do.</summary>
    private sealed class RandomChanges(string root, Random random)
    {
        private int _number;

        internal void Make()
        {
            var directory = Directories()[random.Next(Directories().Count)];
            var files = Array.FindAll(Directory.GetFiles(directory), path => File.ResolveLinkTarget(path, false) is null);
            var file = files.Length > 0 ? files[random.Next(files.Length)] : null;
            switch (random.Next(12))
            {
                case 0:
                    Directory.CreateDirectory(Path.Combine(directory, New(), New()));
                    break;
                case 1:
                    var deep = Directory.CreateDirectory(Path.Combine(directory, New(), New(), New()));
                    File.WriteAllText(Path.Combine(deep.FullName, New()), "deep");
                    break;
                case 2 when file is not null:
                    File.AppendAllText(file, "more");
                    break;
                case 3 when file is not null:
                    File.Delete(file);
                    break;
                case 4 when directory != root:
                    Directory.Move(directory, Path.Combine(Path.GetDirectoryName(directory)!, New()));
                    break;
                case 5 when directory != root && random.Next(3) == 0:
                    Directory.Delete(directory, recursive: true);
                    break;
                case 6 when file is not null && !OperatingSystem.IsWindows():
                    File.SetUnixFileMode(file, UnixFileMode.UserRead | (random.Next(2) == 0 ? UnixFileMode.UserWrite : UnixFileMode.GroupRead));
                    break;
                case 7 when directory != root:
                    Directory.SetLastWriteTimeUtc(directory, DateTime.UnixEpoch.AddDays(random.Next(20_000)));
                    break;
                case 8 when file is not null:
                    File.Move(file, Path.Combine(Directories()[random.Next(Directories().Count)], New()));
                    break;
                case 9:
                    File.CreateSymbolicLink(Path.Combine(directory, New()), "somewhere");
                    break;
                case 10 when directory != root && !Directories().Any(other => other.StartsWith(directory, StringComparison.Ordinal) && other != directory):
                    var other = Directories()[random.Next(Directories().Count)];
                    if (other != directory)
                        Directory.Move(directory, Path.Combine(other, New()));
                    break;
                default:
                    File.WriteAllText(Path.Combine(directory, New()), $"content {random.Next()}");
                    break;
            }
        }

        private List<string> Directories() => [root, .. Directory.EnumerateDirectories(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

        private string New() => $"n{_number++}";
    }
}
