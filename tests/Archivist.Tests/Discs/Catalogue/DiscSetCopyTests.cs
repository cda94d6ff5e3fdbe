using Archivist.Discs.Catalogue;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;

namespace Archivist.Tests.Discs.Catalogue;

public sealed class DiscSetCopyTests
{
    private static readonly DateTimeOffset Now = new(2040, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset LastYear = Now.AddYears(-1);
    private static readonly DiscSetName Set = new(new Guid(1, 0, 0, new byte[8]), "2040-W10");

    [Fact]
    public void A_set_counts_once_every_disc_of_it_was_read_back()
    {
        var (first, second) = (Disc(Set, 1), Disc(Set, 2));

        Assert.Empty(Find(first, second));
        Assert.Empty(Find(Read(first), second));
        Assert.Empty(Find(Read(first)));
        Assert.Equal(Now.AddDays(-3), Assert.Single(Find(Burn(first, Now.AddDays(-3)), Read(second))).VerifiedAt);
    }

    [Fact]
    public void A_coaster_or_a_reading_that_lost_something_does_not_count_until_it_is_burned_again()
    {
        var first = Read(Disc(Set, 1));
        var coaster = Disc(Set, 2) with { Burns = [new DiscBurn(Now.AddDays(-1), "drive", IsGood: false)] };
        var lost = Read(Read(Disc(Set, 2)), DiscReadingOutcome.Damaged, Now.AddHours(-1));

        Assert.Empty(Find(first, coaster));
        Assert.Empty(Find(first, lost));
        Assert.Single(Find(first, Burn(lost, Now.AddMinutes(-1))));
    }

    [Fact]
    public void A_reading_that_is_too_old_or_dated_by_a_wrong_clock_does_not_count()
    {
        var first = Read(Disc(Set, 1));

        Assert.Empty(Find(first, Read(Disc(Set, 2), at: LastYear.AddDays(-1))));
        Assert.Empty(Find(first, Read(Disc(Set, 2), at: Now.AddDays(400))));
        Assert.Single(Find(first, Read(Disc(Set, 2), at: LastYear)));
    }

    [Fact]
    public void Recovery_discs_need_not_be_read_and_a_delta_alone_is_no_copy()
    {
        var recovery = Disc(Set, 2) with { Kind = DiscKind.Recovery };
        var delta = Read(Disc(new DiscSetName(Guid.NewGuid(), "delta", Set.Id, Set.Name), 1) with { Kind = DiscKind.Delta, Of = 1 });

        Assert.Single(Find(Read(Disc(Set, 1)), recovery));
        Assert.Empty(Find(delta));
    }

    [Fact]
    public void Deltas_that_were_read_back_bring_a_copy_up_to_date()
    {
        DiscSetName[] names = [.. Enumerable.Range(0, 3).Select(i => new DiscSetName(Guid.NewGuid(), $"delta-{i}", Set.Id, Set.Name))];
        CataloguedDisc[] deltas = [.. names.Select((name, i) => Disc(name, 1) with { Kind = DiscKind.Delta, Of = 1, PlannedAt = LastYear.AddDays(i + 1), Newest = Id(10 + i) })];
        CataloguedDisc[] full = [Read(Disc(Set, 1)), Read(Disc(Set, 2))];

        Assert.Equal(Id(1), Assert.Single(Find([.. full, .. deltas])).Newest);
        Assert.Equal(Id(10), Assert.Single(Find([.. full, Read(deltas[0]), deltas[1], Read(deltas[2])])).Newest);
        Assert.Equal(Id(12), Assert.Single(Find([.. full, .. deltas.Select(delta => Read(delta))])).Newest);
    }

    [Fact]
    public void Discs_that_are_in_several_places_are_in_no_known_place()
    {
        CataloguedDisc At(int volume, string place) => Read(Disc(Set, volume)) with { Moves = [new DiscMove(Now, place, "Carol")] };

        var together = Assert.Single(Find(At(1, "shelf A"), At(2, "Shelf a")));
        var apart = Assert.Single(Find(At(1, "shelf A"), At(2, "shelf B")));

        Assert.Equal(("shelf A", "Carol"), (together.Place, together.Holder));
        Assert.Equal((null, "Carol"), (apart.Place, apart.Holder));
    }

    private static IReadOnlyList<DiscSetCopy> Find(params CataloguedDisc[] discs) => DiscSetCopy.Find(discs, LastYear, Now);

    private static CataloguedDisc Read(CataloguedDisc disc, DiscReadingOutcome outcome = DiscReadingOutcome.Good, DateTimeOffset? at = null) =>
        disc with { Readings = [.. disc.Readings, new DiscReading(at ?? Now.AddDays(-1), "Bob", "drive", outcome)] };

    private static CataloguedDisc Burn(CataloguedDisc disc, DateTimeOffset at) => disc with { Burns = [.. disc.Burns, new DiscBurn(at, "drive", IsGood: true)] };

    private static SnapshotId Id(int number) => new(Digest.Of([(byte)number]));

    private static CataloguedDisc Disc(DiscSetName set, int volume) => new()
    {
        Format = CataloguedDisc.CurrentFormat,
        Id = Guid.NewGuid(),
        Disk = "alice-laptop",
        Repository = Digest.Of([9]),
        Set = set,
        Kind = DiscKind.Full,
        Volume = volume,
        Of = 2,
        Medium = "bd25",
        Capacity = 25_025_314_816,
        Label = $"ALICE_{volume}",
        PlannedAt = LastYear,
        Newest = Id(1),
        Packs = [new PackId(Digest.Of([(byte)volume]))],
    };
}
