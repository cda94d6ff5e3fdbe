using Archivist.Discs.Rescue;
using Archivist.Images.Reading;
using Archivist.Platform.Problems;
using Archivist.TestKit;
using Archivist.TestKit.Damage;
using Archivist.Tests.Images;

namespace Archivist.Tests.Discs.Rescue;

public sealed class DiscRescueTests
{
    private static readonly byte[] Disc = SmallDisc.Bytes((3000 * 2048) - 100, 5);

    [Fact]
    public void What_is_readable_is_read_and_what_is_not_is_named_to_the_sector()
    {
        var bad = new HashSet<long> { 0, 700, 701, 1500, 2998, 2999 };
        var (map, bytes) = Rescue(new DamagedImageSource(Disc, bad.Contains));
        Assert.Equal(bad.Order(), Enumerable.Range(0, (int)map.Sectors).Select(sector => (long)sector).Where(sector => map[sector] is SectorState.Bad));
        Assert.Equal(bad.Count, map.MissingSectors);
        for (var sector = 0; sector < 3000; sector++)
        {
            var length = Math.Min(2048, Disc.Length - (sector * 2048));
            if (!bad.Contains(sector))
                Assert.True(bytes.AsSpan(sector * 2048, length).SequenceEqual(Disc.AsSpan(sector * 2048, length)), $"sector {sector}");
        }
    }

    [Fact]
    public void A_second_copy_is_asked_for_what_is_missing_only()
    {
        var map = new RescueMap(Disc.Length);
        using var folder = new TemporaryFolder();
        using var image = File.OpenHandle(Path.Combine(folder.Path, "image"), FileMode.CreateNew, FileAccess.ReadWrite);
        var rescue = new DiscRescue(map, image, TimeProvider.System);
        rescue.Run(new DamagedImageSource(Disc, sector => sector is >= 100 and < 900), CancellationToken.None);
        Assert.Equal(800, map.MissingSectors);
        var second = new DamagedImageSource(Disc, sector => sector is >= 1000 and < 2000);
        Assert.Equal(800, rescue.Run(second, CancellationToken.None).Sectors);
        Assert.Equal(0, map.MissingSectors);
        // Some 32 samples, to see that it is the same disc.
        Assert.InRange(second.Reads, 13, 13 + 33);
        var bytes = new byte[Disc.Length];
        RandomAccess.Read(image, bytes, 0);
        Assert.Equal(Disc, bytes);
    }

    [Theory]
    [InlineData(0, 1500)]
    [InlineData(1500, 1500)]
    [InlineData(0, 3000)]
    public void Half_a_disc_and_none_are_read_to_the_end(int first, int count)
    {
        var (map, _) = Rescue(new DamagedImageSource(Disc, sector => sector >= first && sector < first + count));
        Assert.Equal(count, map.Count(SectorState.Bad));
        Assert.Equal(3000 - count, map.FinishedSectors);
    }

    [Fact]
    public void Another_disc_is_refused()
    {
        var map = new RescueMap(Disc.Length);
        using var folder = new TemporaryFolder();
        using var image = File.OpenHandle(Path.Combine(folder.Path, "image"), FileMode.CreateNew, FileAccess.ReadWrite);
        var rescue = new DiscRescue(map, image, TimeProvider.System);
        rescue.Run(new DamagedImageSource(Disc, sector => sector == 5), CancellationToken.None);
        var failure = Assert.Throws<ArchivistException>(() => rescue.Run(new DamagedImageSource(SmallDisc.Bytes(Disc.Length, 6), _ => false), CancellationToken.None));
        Assert.Equal(Failure.Usage, failure.Failure);
    }

    [Fact]
    public void A_stopped_rescue_keeps_what_it_has_and_a_drive_that_wakes_up_gives_the_rest()
    {
        var map = new RescueMap(Disc.Length);
        using var stop = new CancellationTokenSource();
        var reads = 0;
        var source = new DamagedImageSource(Disc, _ =>
        {
            if (++reads == 1000)
                stop.Cancel();
            return false;
        });
        Assert.Throws<OperationCanceledException>(() => new DiscRescue(map, null, TimeProvider.System).Run(source, stop.Token));
        Assert.InRange(map.FinishedSectors, 900, 1100);
        new DiscRescue(map, null, TimeProvider.System).Run(source, CancellationToken.None);
        Assert.Equal(0, map.MissingSectors);
    }

    [Fact]
    public void Bad_sectors_are_tried_again()
    {
        var tries = new Dictionary<long, int>();
        bool Fails(long sector) => sector == 42 && (tries[sector] = tries.GetValueOrDefault(sector) + 1) < 4;
        var (map, _) = Rescue(new DamagedImageSource(Disc, Fails), retries: 3);
        Assert.Equal(0, map.MissingSectors);
    }

    [Fact]
    public void A_map_reads_back_as_it_was_written()
    {
        var map = new RescueMap((100 * 2048) - 7);
        map.Set(0, 40, SectorState.Finished);
        map.Set(40, 1, SectorState.Bad);
        map.Set(41, 5, SectorState.NonScraped);
        map.Set(90, 10, SectorState.NonTrimmed);
        var text = new StringWriter();
        RescueMapFile.Write(map, text, isDone: false);
        var read = RescueMapFile.Read(new StringReader(text.ToString()), "map");
        Assert.Equal(map.Length, read.Length);
        Assert.Equal(map.Runs(), read.Runs());
    }

    [Fact]
    public void A_sector_of_several_blocks_is_as_good_as_its_worst()
    {
        var read = RescueMapFile.Read(new StringReader("# made by another program\n0 +\n0 512 +\n512 0x600 -\n2048 010000 +\n"), "map");
        Assert.Equal([SectorState.Bad, SectorState.Finished, SectorState.Finished], [read[0], read[1], read[2]]);
        Assert.Equal(2048 + 4096, read.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0 +\n")]
    [InlineData("0 +\n0 2048 x\n")]
    [InlineData("0 +\n0 -5 +\n")]
    [InlineData("0 +\n0 2048 +\n4096 2048 +\n")]
    [InlineData("0 +\n0 0xFFFFFFFFFFFFFFFF +\n")]
    [InlineData("0 +\n0 0x7FFFFFFFFFFFFFFF +\n")]
    [InlineData("no map at all")]
    public void What_is_no_map_is_refused(string text) =>
        Assert.Equal(Failure.Usage, Assert.Throws<ArchivistException>(() => RescueMapFile.Read(new StringReader(text), "map")).Failure);

    private static (RescueMap Map, byte[] Bytes) Rescue(IImageSource source, int retries = 1)
    {
        var map = new RescueMap(source.Length);
        using var folder = new TemporaryFolder();
        using var image = File.OpenHandle(Path.Combine(folder.Path, "image"), FileMode.CreateNew, FileAccess.ReadWrite);
        new DiscRescue(map, image, TimeProvider.System) { Retries = retries }.Run(source, CancellationToken.None);
        var bytes = new byte[source.Length];
        RandomAccess.Read(image, bytes, 0);
        return (map, bytes);
    }
}
