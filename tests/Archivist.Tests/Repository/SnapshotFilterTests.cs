using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Tagging;

namespace Archivist.Tests.Repository;

public sealed class SnapshotFilterTests
{
    private static readonly Snapshot Tagged = Make(1, "one", ["/home", "/etc"], "a", "b");
    private static readonly Snapshot Plain = Make(2, "two", ["/home"]);

    [Fact]
    public void An_empty_filter_matches_all() => Assert.True(SnapshotFilter.All.IsEmpty && SnapshotFilter.All.Matches(Plain));

    [Theory]
    [InlineData("a", true, false)]
    [InlineData("a,b", true, false)]
    [InlineData(" a , b ", true, false)]
    [InlineData("a,c", false, false)]
    [InlineData("", false, true)]
    public void A_list_of_tags_means_all_of_them_and_the_empty_tag_those_without(string list, bool tagged, bool plain)
    {
        var filter = new SnapshotFilter { Tags = [SnapshotFilter.ParseTags(list)] };
        Assert.Equal((tagged, plain), (filter.Matches(Tagged), filter.Matches(Plain)));
    }

    [Fact]
    public void Several_lists_mean_any_of_them() =>
        Assert.True(new SnapshotFilter { Tags = [["nobody"], ["b"]] }.Matches(Tagged));

    [Fact]
    public void Hosts_mean_any_and_paths_mean_all()
    {
        Assert.True(new SnapshotFilter { Hosts = ["one", "two"] }.Matches(Plain));
        Assert.False(new SnapshotFilter { Hosts = ["three"] }.Matches(Plain));
        var both = new SnapshotFilter { Paths = ["/etc", "/home"] };
        Assert.Equal((true, false), (both.Matches(Tagged), both.Matches(Plain)));
    }

    [Fact]
    public void Latest_is_the_newest_that_matches_and_an_id_is_found_whatever_is_asked_for()
    {
        Snapshot[] all = [Tagged, Plain];
        var filter = new SnapshotFilter { Hosts = ["one"] };
        Assert.Same(Tagged, filter.Find(all, "latest"));
        Assert.Same(Plain, filter.Find(all, Plain.Id.ToString()[..10]));
        Assert.Equal(Failure.Usage, Assert.Throws<ArchivistException>(() => filter.Find(all, "")).Failure);
        Assert.Throws<ArchivistException>(() => new SnapshotFilter { Hosts = ["none"] }.Find(all, "latest"));
    }

    [Fact]
    public void Tags_are_added_taken_away_and_set()
    {
        Assert.Equal(["a", "c"], new TagChange(null, ["c", "a"], ["b"]).ApplyTo(Tagged.Tags));
        Assert.Empty(new TagChange([""], [], []).ApplyTo(Tagged.Tags));
        Assert.Equal(["x", "y"], new TagChange(["x", "y", "x"], [], []).ApplyTo(Tagged.Tags));
    }

    private static Snapshot Make(int second, string host, IReadOnlyList<string> paths, params string[] tags) => new()
    {
        Id = new SnapshotId(Digest.Of([(byte)second])),
        Time = new GoTime(second, 0, 0),
        Tree = default,
        Paths = paths,
        Hostname = host,
        Tags = tags,
    };
}
