using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.TestKit;

namespace Archivist.Tests.Platform.Files;

public sealed class ReloadedFilesTests : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder _folder = new();
    private readonly List<Problem> _refused = [];
    // Far ahead of the times of the files, so that none counts as just written.
    private readonly ManualClock _clock = new(new DateTimeOffset(2090, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private int _reads;

    private string First => Path.Combine(_folder.Path, "first");

    private string Second => Path.Combine(_folder.Path, "second");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_are_read_again_after_a_change_and_only_then()
    {
        var files = Open();
        _clock.Advance(Pause);
        Assert.Equal("one+two", files.Current);
        Assert.Equal(1, _reads);
        File.WriteAllText(Second, "three");
        Assert.Equal("one+two", Look(files, Pause / 2));
        Assert.Equal("one+three", Look(files, Pause / 2));
        Assert.Equal(2, _reads);
    }

    [Fact]
    public void A_change_that_cannot_be_used_is_reported_once_and_the_content_stays()
    {
        var files = Open();
        foreach (var bad in (string[])["bad", "bad!!"])
        {
            File.WriteAllText(First, bad);
            Assert.Equal("one+two", Look(files, Pause));
        }

        Assert.Single(_refused);
        File.WriteAllText(First, "good");
        Assert.Equal("good+two", Look(files, Pause));
        File.WriteAllText(First, "bad again");
        Assert.Equal("good+two", Look(files, Pause));
        Assert.Equal(2, _refused.Count);
    }

    [Fact]
    public void Files_that_are_all_missing_for_a_moment_are_no_change()
    {
        var files = Open();
        File.Delete(First);
        File.Delete(Second);
        Assert.Equal("one+two", Look(files, Pause));
        Assert.Empty(_refused);
        Assert.Equal(1, _reads);
    }

    [Fact]
    public void A_file_that_was_written_in_the_last_moment_is_read_again()
    {
        _clock.Advance(DateTimeOffset.UtcNow - _clock.GetUtcNow());
        var files = Open();
        Look(files, Pause);
        Assert.Equal(2, _reads);
        Look(files, Pause);
        Assert.Equal(2, _reads);
    }

    private string Look(ReloadedFiles<string> files, TimeSpan later)
    {
        _clock.Advance(later);
        return files.Current;
    }

    private ReloadedFiles<string> Open()
    {
        File.WriteAllText(First, "one");
        File.WriteAllText(Second, "two");
        return new ReloadedFiles<string>([First, Second], Read, Pause, _refused.Add, _clock);
    }

    private string Read()
    {
        _reads++;
        var first = File.ReadAllText(First);
        return first.StartsWith("bad", StringComparison.Ordinal) ? throw TestProblem.Of(Failure.Usage, "bad content") : $"{first}+{File.ReadAllText(Second)}";
    }
}
