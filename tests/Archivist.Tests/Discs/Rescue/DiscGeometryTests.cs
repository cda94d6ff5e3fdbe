using Archivist.TestKit.Damage;

namespace Archivist.Tests.Discs.Rescue;

public sealed class DiscGeometryTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_sector_has_a_place_and_the_place_has_that_sector(bool isDvd)
    {
        var disc = isDvd ? DiscGeometry.Dvd : DiscGeometry.BluRay;
        Assert.Equal(24, disc.PlaceOf(0).Radius, 1e-9);
        Assert.Equal(58, disc.PlaceOf(disc.Sectors).Radius, 1e-6);
        for (long sector = 1; sector < disc.Sectors; sector += 99_991)
        {
            var (radius, angle) = disc.PlaceOf(sector);
            Assert.Equal(sector, disc.SectorAt((int)((radius - disc.InnerRadius) / disc.TrackPitch), angle), 0.01);
        }
    }

    [Fact]
    public void Blocks_are_as_long_as_on_real_discs_and_stay_so_when_a_disc_is_made_smaller()
    {
        // 11.8 km of track for 4.7 GB: 82 mm for 32 KiB.
        Assert.InRange(16 / DiscGeometry.Dvd.SectorsPerMm, 82, 83);
        Assert.Equal(DiscGeometry.Dvd.SectorsPerMm, DiscGeometry.Dvd.ScaledTo(2550).SectorsPerMm, 1e-9);
    }

    [Fact]
    public void A_radial_scratch_kills_one_or_two_blocks_of_each_turn()
    {
        var disc = DiscGeometry.Dvd.ScaledTo(255_000);
        var pattern = DamagePattern.Create(DamageKind.RadialScratch, disc, 0.05, new Random(1));
        Assert.InRange(pattern.Count, 12_750, 12_750 + 32);
    }

    [Theory]
    [InlineData(DamageKind.RandomSectors)]
    [InlineData(DamageKind.Bursts)]
    [InlineData(DamageKind.ChordScratch)]
    [InlineData(DamageKind.Annulus)]
    [InlineData(DamageKind.EdgeRot)]
    [InlineData(DamageKind.TruncatedEnd)]
    public void The_same_seed_is_the_same_damage_of_the_size_that_was_asked_for(DamageKind kind)
    {
        var disc = DiscGeometry.BluRay.ScaledTo(51_000);
        var (one, other) = (DamagePattern.Create(kind, disc, 0.1, new Random(3)), DamagePattern.Create(kind, disc, 0.1, new Random(3)));
        Assert.Equal(one.ErasuresOfRows(200), other.ErasuresOfRows(200));
        Assert.InRange(one.Count, 5100, 5100 + 450);
    }
}
