using Archivist.App.Messages;
using Archivist.Messages.English;
using Archivist.Platform.FileSystem;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Snapshots;

namespace Archivist.Tests.Repository;

public sealed class LatestDoubtTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    private static int _made;

    [Fact]
    public void A_history_of_right_clocks_leaves_no_doubt()
    {
        var history = Chain(Enumerable.Range(0, 30).Select(day => Now.AddDays(day - 30)));
        Assert.Null(LatestDoubt.Find(history, Noted(history), Now));
        Assert.Null(LatestDoubt.Find(history, Noted(history) with { Stored = history.ToDictionary(item => item.Id, item => item.Time.Seconds + 40) }, Now));
        Assert.Null(LatestDoubt.Find([], SnapshotArrivals.Unknown, Now));
        Assert.Null(LatestDoubt.Find([At(Now.AddMinutes(5))], SnapshotArrivals.Unknown, Now));
    }

    [Fact]
    public void A_snapshot_of_the_future_is_told_with_the_last_one_by_the_ledger_and_by_arrival()
    {
        var before = At(Now.AddDays(-2));
        var future = At(Now.AddYears(73)) with { Parent = before.Id };
        var after = At(Now.AddDays(-1)) with { Parent = future.Id };
        var doubt = LatestDoubt.Find([before, after, future], Noted([before, future, after]), Now);
        Assert.Equal((future, after, after, true), (doubt!.ByDate, doubt.ByLedger, doubt.ByArrival, doubt.IsAhead));
        foreach (var words in new[] { $"snapshot {future.Id.Value.Short} (2099-06-15 12:00:00), after now", $"by the ledger the newest is {after.Id.Value.Short}", $"by arrival it is {after.Id.Value.Short}" })
            Assert.Contains(words, EnglishMessages.Instance.Of(doubt.Problem).Sentence, StringComparison.Ordinal);
        Assert.Contains($"'restore {after.Id.Value.Short}'", CommandLineMessages.Instance.Of(doubt.Problem).Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_snapshot_of_the_future_is_told_too()
    {
        var future = At(Now.AddHours(1));
        var doubt = LatestDoubt.Find([future], SnapshotArrivals.Unknown, Now);
        Assert.Equal((future, null, null, true), (doubt!.ByDate, doubt.ByLedger, doubt.ByArrival, doubt.IsAhead));
        Assert.Contains("'restore ID'", CommandLineMessages.Instance.Of(doubt.Problem).Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_snapshot_of_a_clock_that_fell_back_is_the_last_one_by_its_parent()
    {
        var before = At(Now.AddDays(-2));
        var fallen = At(DateTimeOffset.UnixEpoch) with { Parent = before.Id };
        var next = At(DateTimeOffset.UnixEpoch.AddDays(1)) with { Parent = fallen.Id };
        var doubt = LatestDoubt.Find([fallen, next, before], SnapshotArrivals.Unknown, Now);
        Assert.Equal((before, null, next, false), (doubt!.ByDate, doubt.ByLedger, doubt.ByArrival, doubt.IsAhead));
    }

    [Fact]
    public void A_changed_tag_breaks_neither_the_chain_nor_the_place_in_the_ledger()
    {
        var before = At(Now.AddDays(-2));
        var future = At(Now.AddYears(1)) with { Parent = before.Id };
        var after = At(Now.AddDays(-1)) with { Parent = future.Id };
        var tagged = At(Now.AddYears(1)) with { Parent = before.Id, Original = future.Id, Tags = ["kept"] };
        var doubt = LatestDoubt.Find([before, after, tagged], Noted([before, future, after]), Now);
        Assert.Equal((tagged, after, after), (doubt!.ByDate, doubt.ByLedger, doubt.ByArrival));
    }

    [Fact]
    public void The_ledger_alone_tells_that_a_later_snapshot_is_dated_earlier()
    {
        var late = At(Now.AddDays(-1));
        var fallen = At(Now.AddDays(-200));
        Assert.Equal(fallen, LatestDoubt.Find([fallen, late], Noted([late, fallen]), Now)!.ByLedger);
        Assert.Null(LatestDoubt.Find([fallen, late], Noted([fallen, late]), Now));
        // What the ledger has never heard of may well be newer.
        Assert.Null(LatestDoubt.Find([fallen, late], Noted([fallen]), Now));
    }

    [Fact]
    public void A_long_snapshot_that_ended_after_a_short_one_is_no_doubt()
    {
        var summary = """{"backup_start":"2026-06-14T00:00:00Z","backup_end":"2026-06-14T09:00:00Z"}"""u8.ToArray();
        var slow = At(new DateTimeOffset(2026, 6, 14, 0, 0, 0, TimeSpan.Zero)) with { Summary = summary };
        var quick = At(new DateTimeOffset(2026, 6, 14, 8, 0, 0, TimeSpan.Zero));
        Assert.Null(LatestDoubt.Find([slow, quick], Noted([quick, slow]), Now));
        Assert.NotNull(LatestDoubt.Find([slow with { Summary = "[7]"u8.ToArray() }, quick], Noted([quick, slow]), Now));
    }

    [Fact]
    public void The_store_tells_of_a_file_that_came_much_later_but_not_of_copies_and_changed_tags()
    {
        var fallen = At(Now.AddDays(-200));
        var late = At(Now.AddDays(-1));
        SnapshotArrivals Stored(long first, long second) => new() { Stored = new Dictionary<SnapshotId, long> { [fallen.Id] = first, [late.Id] = second } };
        Assert.Equal(fallen, LatestDoubt.Find([fallen, late], Stored(late.Time.Seconds + 4000, late.Time.Seconds + 5), Now)!.ByArrival);
        Assert.Null(LatestDoubt.Find([fallen, late], Stored(late.Time.Seconds + 4000, late.Time.Seconds + 3995), Now));
        Assert.Null(LatestDoubt.Find([fallen with { Original = late.Id }, late], Stored(late.Time.Seconds + 4000, late.Time.Seconds + 5), Now));
    }

    [Fact]
    public void A_catalogue_of_discs_is_never_the_latest() =>
        Assert.Null(LatestDoubt.Find([At(Now.AddDays(-1)), At(Now.AddYears(1)) with { Tags = [Snapshot.CatalogueTag] }], SnapshotArrivals.Unknown, Now));

    private static SnapshotArrivals Noted(IEnumerable<Snapshot> snapshots) => new() { Ledger = [.. snapshots.Select(item => (item.Id, item.Time))] };

    /// <summary>Each the parent of the next.</summary>
    private static List<Snapshot> Chain(IEnumerable<DateTimeOffset> times)
    {
        var chain = new List<Snapshot>();
        foreach (var time in times)
            chain.Add(At(time) with { Parent = chain.LastOrDefault()?.Id });
        return chain;
    }

    private static Snapshot At(DateTimeOffset time) => new()
    {
        Id = new SnapshotId(Digest.Of(BitConverter.GetBytes(Interlocked.Increment(ref _made)))),
        Time = GoTime.From(time),
        Tree = default,
        Paths = ["/home"],
    };
}
