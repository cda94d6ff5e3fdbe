using Archivist.Platform.FileSystem;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Retention;
using Archivist.Repository.Snapshots;

namespace Archivist.Tests.Repository;

public sealed class CatalogueSnapshotTests
{
    private static readonly Snapshot Real = Make(1000, "/home", []);
    private static readonly Snapshot Newer = Make(2000, "/home", ["word"]);
    private static readonly Snapshot Catalogue = Make(3000, "/catalogue", [Snapshot.CatalogueTag]);

    [Fact]
    public void A_catalogue_is_latest_only_when_its_tag_is_asked_for()
    {
        var all = new[] { Real, Newer, Catalogue };

        Assert.Equal(Newer, SnapshotFilter.All.Find(all, "latest"));
        Assert.Equal(Newer, new SnapshotFilter { Hosts = ["here"] }.Find(all, "latest"));
        Assert.Equal(Catalogue, new SnapshotFilter { Tags = [[Snapshot.CatalogueTag]] }.Find(all, "latest"));
        Assert.Equal(Catalogue, SnapshotFilter.All.Find(all, Catalogue.Id.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("host")]
    [InlineData("host,paths")]
    public void A_catalogue_neither_counts_nor_goes(string grouping)
    {
        Assert.True(SnapshotGrouping.TryParse(grouping, out var groups));
        var policy = new RetentionPolicy { Counts = new Dictionary<CalendarUnit, int> { [CalendarUnit.Snapshot] = 1 } };

        var with = ForgetPlan.ByPolicy([Real, Newer, Catalogue], SnapshotFilter.All, groups, policy, DateTimeOffset.FromUnixTimeSeconds(4000), TimeZoneInfo.Utc);
        var without = ForgetPlan.ByPolicy([Real, Newer], SnapshotFilter.All, groups, policy, DateTimeOffset.FromUnixTimeSeconds(4000), TimeZoneInfo.Utc);

        Assert.Equal([Real], with.Removals);
        Assert.Equal(without.Removals, with.Removals);
        Assert.Equal(without.Groups.Count, with.Groups.Count);
    }

    private static Snapshot Make(long seconds, string path, IReadOnlyList<string> tags) => new()
    {
        Id = new SnapshotId(Digest.Of(BitConverter.GetBytes(seconds))),
        Time = new GoTime(seconds, 0, 0),
        Tree = new BlobId(Digest.Of([1])),
        Paths = [path],
        Hostname = "here",
        Tags = tags,
    };
}
