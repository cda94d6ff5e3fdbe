using Archivist.Discs.Catalogue;
using Archivist.Discs.Sets;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Tests.Images;

namespace Archivist.Tests.Discs.Sets;

public sealed class DamageBookTests
{
    private static readonly PackId Pack = new(Digest.Of("pack"u8));
    private static readonly CataloguedDisc One = Disc(1);
    private static readonly CataloguedDisc Two = Disc(2);

    [Fact]
    public void Damage_is_recorded_for_one_copy_and_once()
    {
        var book = new DamageBook();

        Assert.True(book.Record(new DiscCopy(0, One.Id), Pack));
        Assert.False(book.Record(new DiscCopy(0, One.Id), Pack));

        Assert.True(book.IsDamaged(new DiscCopy(0, One.Id), Pack));
        Assert.False(book.IsDamaged(new DiscCopy(1, One.Id), Pack), "another copy of the disc may be whole");
        Assert.False(book.IsDamaged(new DiscCopy(0, Two.Id), Pack), "another disc was put into the drive");
        Assert.False(book.IsDamaged(new DiscCopy(0, One.Id), new PackId(Digest.Of("other"u8))));
    }

    [Fact]
    public void A_disc_counts_as_damaged_wherever_its_copy_was_read()
    {
        var book = new DamageBook();
        book.Record(new DiscCopy(3, One.Id), Pack);

        Assert.True(book.IsDamagedOn(One, Pack));
        Assert.False(book.IsDamagedOn(Two, Pack));
        Assert.False(book.IsUnrecoverable(Pack));
    }

    [Fact]
    public void A_missing_pack_is_described_by_damage_and_absence()
    {
        var book = new DamageBook();
        book.Record(new DiscCopy(0, One.Id), Pack);

        var both = book.Describe(Pack, [One, Two]);
        var damaged = book.Describe(Pack, [One]);
        var absent = book.Describe(Pack, [Two]);

        Assert.Equal((One.Title, Two.Title), (both.DamagedOn, both.AwayOn));
        Assert.Equal(Failure.TooFewReplicas, both.Failure);
        Assert.Equal(((object?)null, Failure.DataLoss), (damaged.AwayOn, damaged.Failure));
        Assert.Equal(((object?)null, Failure.TooFewReplicas), (absent.DamagedOn, absent.Failure));
    }

    [Fact]
    public void Without_a_known_holder_damage_is_told_from_absence_all_the_same()
    {
        var (unrecoverable, unlabelled) = (new DamageBook(), new DamageBook());
        unrecoverable.RecordUnrecoverable(Pack);
        unlabelled.Record(new DiscCopy(0, null), Pack);

        Assert.True(unrecoverable.Describe(Pack, []).IsDamaged);
        Assert.True(unlabelled.Describe(Pack, []).IsDamaged);
        Assert.False(new DamageBook().Describe(Pack, []).IsDamaged);
    }

    private static CataloguedDisc Disc(int number) => new()
    {
        Format = CataloguedDisc.CurrentFormat,
        Id = new Guid(number, 0, 0, new byte[8]),
        Disk = "test",
        Repository = default,
        Set = new DiscSetName(new Guid(7, 0, 0, new byte[8]), "test-set"),
        Kind = DiscKind.Full,
        Volume = number,
        Of = 2,
        Medium = "image",
        Capacity = 1 << 20,
        Label = $"TEST_{number}",
        PlannedAt = SmallDisc.CreatedAt,
        Packs = [Pack],
    };
}
