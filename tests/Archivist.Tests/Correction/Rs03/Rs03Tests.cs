using Archivist.Correction.Rs03;
using Archivist.Correction.Rs03.Kernels;
using Archivist.Images.Reading;
using Archivist.Platform.Problems;
using Archivist.Tests.Images;

namespace Archivist.Tests.Correction.Rs03;

public sealed class Rs03Tests
{
    [Theory]
    [InlineData(8)]
    [InlineData(25)]
    [InlineData(200)]
    public async Task A_whole_image_is_whole_and_begins_with_what_was_protected(double percent)
    {
        var data = await SmallDisc.WriteAsync(SmallDisc.Layout());
        var (bytes, layout) = await ProtectedDisc.CreateAsync(percent);
        Assert.Equal(layout.TotalBytes, bytes.Length);
        Assert.Equal(data, bytes[..data.Length]);
        var verdict = await ProtectedDisc.CheckAsync(new DamagedImage(bytes), layout);
        Assert.True(verdict.IsWhole);
        Assert.Equal(layout.Roots, verdict.Map.Margin);
        Assert.Equal(layout, Rs03LayoutFinder.Find(new DamagedImage(bytes)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Everything_that_a_row_can_lose_comes_back(int seed)
    {
        var (whole, layout) = await ProtectedDisc.CreateAsync();
        var random = new Random(seed);
        var image = new DamagedImage(whole.ToArray());
        long damaged = 0;
        for (var index = 0; index < layout.SectorsPerLayer; index++)
        {
            // Half of them unreadable, the others with wrong bytes that only their checksums show; those of parity have none.
            foreach (var layer in Enumerable.Range(0, layout.DataLayers).OrderBy(_ => random.Next()).Take(layout.Roots))
            {
                var sector = layout.SectorAt(layer, index);
                damaged++;
                if (random.Next(2) == 0)
                    image.Unreadable.Add(sector);
                else
                    ProtectedDisc.SectorOf(image.Bytes, sector)[random.Next(2048)] ^= (byte)random.Next(1, 256);
            }
        }

        var (repaired, verdict) = await ProtectedDisc.RepairAsync(image, layout);
        Assert.Equal(whole, repaired);
        Assert.Equal((damaged, 0, 0), (verdict.DamagedSectors, verdict.LostSectors, verdict.Map.Margin));
    }

    [Fact]
    public async Task One_sector_more_is_lost_and_said_to_be_and_the_other_rows_come_back()
    {
        var (whole, layout) = await ProtectedDisc.CreateAsync();
        var image = new DamagedImage(whole.ToArray());
        for (var layer = 0; layer <= layout.Roots; layer++)
            image.Unreadable.Add(layout.SectorAt(layer, 1));
        image.Unreadable.Add(layout.SectorAt(3, 0));
        var (repaired, verdict) = await ProtectedDisc.RepairAsync(image, layout);
        Assert.False(verdict.IsCorrectable);
        Assert.Equal(layout.Roots + 1, verdict.LostSectors);
        Assert.Equal(1, verdict.CorrectableSectors);
        Assert.True(verdict.Map.IsLost(1));
        Assert.Equal(-1, verdict.Map.Margin);
        Assert.Equal(whole, repaired);
    }

    [Fact]
    public async Task Wrong_sectors_come_back_without_any_checksum()
    {
        var (whole, layout) = await ProtectedDisc.CreateAsync();
        var image = new DamagedImage(whole.ToArray());
        for (var index = 0; index < layout.SectorsPerLayer; index++)
            image.Unreadable.Add(layout.SectorAt(layout.DataLayers, index));
        for (var i = 0; i < (layout.Roots - 1) / 2; i++)
            ProtectedDisc.SectorOf(image.Bytes, layout.SectorAt(5 * i, 2)).Fill((byte)i);
        ProtectedDisc.SectorOf(image.Bytes, layout.SectorAt(4, 3))[77] ^= 1;
        var (repaired, verdict) = await ProtectedDisc.RepairAsync(image, layout);
        Assert.Equal(whole, repaired);
        Assert.True(verdict.IsCorrectable);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Errors_that_are_scattered_over_more_sectors_than_roots_come_back_byte_by_byte(bool withoutChecksums)
    {
        var (whole, layout) = await ProtectedDisc.CreateAsync(8);
        var image = new DamagedImage(whole.ToArray());
        if (withoutChecksums)
            image.Unreadable.Add(layout.SectorAt(layout.DataLayers, layout.SectorsPerLayer - 1));
        for (var layer = 0; layer < layout.DataLayers; layer++)
            ProtectedDisc.SectorOf(image.Bytes, layout.SectorAt(layer, 0))[7 * layer] ^= 0x55;
        var (repaired, verdict) = await ProtectedDisc.RepairAsync(image, layout);
        Assert.Equal(whole, repaired);
        Assert.True(verdict.IsCorrectable);
    }

    [Fact]
    public async Task Checksums_that_one_row_gives_back_help_the_next_one()
    {
        var (whole, layout) = await ProtectedDisc.CreateAsync();
        var image = new DamagedImage(whole.ToArray());
        image.Unreadable.Add(layout.SectorAt(layout.DataLayers, 1));
        for (var layer = 0; layer < layout.Roots - 1; layer++)
            ProtectedDisc.SectorOf(image.Bytes, layout.SectorAt(layer, 2)).Fill(0xA5);
        var verdict = await ProtectedDisc.CheckAsync(image, layout);
        Assert.True(verdict.IsCorrectable);
        Assert.Equal(whole, (await ProtectedDisc.RepairAsync(image, layout)).Bytes);
    }

    [Fact]
    public async Task Wrong_parity_is_made_anew_and_does_not_spoil_what_is_recovered_with_it()
    {
        var (whole, layout) = await ProtectedDisc.CreateAsync();
        var image = new DamagedImage(whole.ToArray());
        ProtectedDisc.SectorOf(image.Bytes, layout.SectorAt(layout.DataLayers + 1, 0)).Fill(1);
        ProtectedDisc.SectorOf(image.Bytes, layout.SectorAt(layout.DataLayers + 1, 1)).Fill(1);
        image.Unreadable.Add(layout.SectorAt(9, 1));
        var (repaired, verdict) = await ProtectedDisc.RepairAsync(image, layout);
        Assert.Equal(whole, repaired);
        Assert.Equal(3, verdict.DamagedSectors);
    }

    [Fact]
    public async Task An_image_that_was_cut_is_made_whole()
    {
        var (whole, layout) = await ProtectedDisc.CreateAsync();
        var cut = new DamagedImage(whole[..^((layout.Roots - 1) * layout.SectorsPerLayer * 2048 + 700)]);
        Assert.Equal(layout, Rs03LayoutFinder.Find(cut));
        var (repaired, verdict) = await ProtectedDisc.RepairAsync(cut, layout);
        Assert.Equal(whole, repaired);
        Assert.True(verdict.IsCorrectable);
    }

    [Fact]
    public async Task Markers_of_dead_sectors_and_sectors_that_are_named_count_as_missing()
    {
        var (whole, layout) = await ProtectedDisc.CreateAsync();
        var image = new DamagedImage(whole.ToArray());
        SectorMarker.WriteDead(ProtectedDisc.SectorOf(image.Bytes, 20));
        var unreadable = new SectorSet(layout.TotalSectors);
        unreadable.Add(40);
        var (repaired, verdict) = await ProtectedDisc.RepairAsync(image, layout, unreadable);
        Assert.Equal(whole, repaired);
        Assert.Equal([(20L, 1L), (40L, 1L)], verdict.Missing.Runs());
    }

    [Fact]
    public async Task A_damaged_disc_opens_and_its_files_are_whole()
    {
        var (whole, layout) = await ProtectedDisc.CreateAsync();
        var image = new DamagedImage(whole.ToArray());
        var random = new Random(1);
        for (long sector = 0; sector < layout.DataSectors; sector += 1 + random.Next(9))
        {
            if (random.Next(2) == 0)
                image.Unreadable.Add(sector);
            else
                ProtectedDisc.SectorOf(image.Bytes, sector).Fill(0xEE);
        }

        var source = new CorrectedImageSource(image, layout);
        using var disc = await DiscImage.OpenAsync(source, null, CancellationToken.None);
        using var file = disc.OpenFile("names/a b;c:d*e?f\\g.tar.gz");
        var bytes = new byte[2049];
        await file.ReadExactlyAsync(bytes);
        Assert.Equal(SmallDisc.Bytes(2049, 9), bytes);
        Assert.True(source.CorrectedSectors > 0);
        var data = new byte[layout.DataBytes];
        for (var at = 0; at < data.Length;)
            at += source.Read(at, data.AsSpan(at));
        Assert.Equal(whole[..data.Length], data);
    }

    [Fact]
    public async Task What_is_beyond_correction_fails_and_is_never_a_wrong_byte()
    {
        var (whole, layout) = await ProtectedDisc.CreateAsync();
        var image = new DamagedImage(whole.ToArray());
        for (var layer = 0; layer <= layout.Roots; layer++)
            ProtectedDisc.SectorOf(image.Bytes, layout.SectorAt(layer, 0)).Fill(3);
        using var source = new CorrectedImageSource(image, layout);
        Assert.Throws<IOException>(() => source.Read(0, new byte[100]));
        var next = new byte[100];
        Assert.Equal(100, source.Read(2048, next));
        Assert.Equal(whole[2048..2148], next);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task The_layout_is_found_without_volume_header_and_checksums(bool withoutHeader, bool withoutChecksums)
    {
        var (whole, layout) = await ProtectedDisc.CreateAsync();
        var image = new DamagedImage(whole.ToArray());
        ProtectedDisc.SectorOf(image.Bytes, 16).Clear();
        if (withoutHeader)
            image.Unreadable.Add(layout.DataSectors);
        for (var index = 0; withoutChecksums && index < layout.SectorsPerLayer; index++)
            ProtectedDisc.SectorOf(image.Bytes, layout.SectorAt(layout.DataLayers, index)).Fill((byte)index);
        Assert.Equal(layout, Rs03LayoutFinder.Find(image));
    }

    [Fact]
    public async Task An_image_without_error_correction_has_no_layout()
    {
        var bytes = await SmallDisc.WriteAsync(SmallDisc.Layout());
        Assert.Null(Rs03LayoutFinder.Find(new DamagedImage(bytes)));
        Assert.Null(Rs03LayoutFinder.FindExhaustively(new DamagedImage(bytes)));
        Assert.Null(Rs03LayoutFinder.Find(new DamagedImage(SmallDisc.Bytes(3_000_000, 1))));
        Assert.Null(Rs03LayoutFinder.Find(new DamagedImage(new byte[3_000_000])));
        Assert.Null(Rs03LayoutFinder.Find(new DamagedImage([])));
    }

    [Theory]
    [InlineData(0UL, 2048, 9000UL, 85, 170)]
    [InlineData(ulong.MaxValue, 2048, 9000UL, 85, 170)]
    [InlineData(100UL, 2048, 0UL, 85, 170)]
    [InlineData(100UL, 2048, ulong.MaxValue, 85, 170)]
    [InlineData(100UL, 2048, 1UL << 33, 85, 170)]
    [InlineData(100UL, 2049, 9UL, 85, 170)]
    [InlineData(100UL, -1, 9UL, 85, 170)]
    [InlineData(100UL, 2048, 9UL, -85, 170)]
    [InlineData(100UL, 2048, 9UL, 85, 171)]
    [InlineData(100000UL, 2048, 9UL, 85, 170)]
    public void A_header_that_no_encoder_would_write_is_none(ulong dataSectors, int lastBytes, ulong sectorsPerLayer, int dataLayers, int roots) =>
        Assert.Null(Rs03Layout.FromHeader(dataSectors, lastBytes, sectorsPerLayer, dataLayers, roots));

    [Fact]
    public async Task Any_bytes_of_a_header_give_a_layout_or_none()
    {
        var (whole, layout) = await ProtectedDisc.CreateAsync();
        var random = new Random(5);
        for (var round = 0; round < 2000; round++)
        {
            var header = whole.AsSpan((int)layout.DataSectors * 2048, 4096).ToArray();
            header[random.Next(136)] = (byte)random.Next(256);
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(96), 0x4C5047);
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(96), SectorChecksum.Of(header));
            if (Rs03Header.ReadHeader(header)?.Layout is { } said)
                Assert.True(said.Roots is >= 8 and <= 170 && said.SectorsPerLayer is > 0 and <= Rs03Layout.MaxSectorsPerLayer && said.DataSectors < said.FirstCrcSector);
        }
    }

    [Fact]
    public void Layouts_of_media_are_those_of_the_specification()
    {
        Assert.Equal([1409, 9000, 16359, 46377, 92754], new[] { "cd", "dvd", "dvd-dl", "bd25", "bd50" }.Select(
            name => Rs03Layout.ForMedium(30L << 20, MediumCapacity.Find(name)!.Value).SectorsPerLayer));
        Assert.Equal(170, Rs03Layout.ForMedium(700_000_000, 2_295_104).Roots);
        Assert.Equal(8, Rs03Layout.ForMedium(246L * 9000 * 2048 - 4096, 2_295_104).Roots);
        Assert.Equal(Failure.NoSpace, Assert.Throws<ArchivistException>(() => Rs03Layout.ForMedium(246L * 9000 * 2048 - 4095, 2_295_104)).Failure);
        Assert.Equal(Failure.Usage, Assert.Throws<ArchivistException>(() => Rs03Layout.ForMedium(1000, 2_295_104)).Failure);
    }

    [Theory]
    [InlineData(34816L, 3.2)]
    [InlineData(100_000L, 50)]
    [InlineData(123_456_789L, 20)]
    [InlineData(60_000_000_000L, 200)]
    public void A_layout_of_some_redundancy_holds_the_data_and_has_at_least_that(long bytes, double percent)
    {
        var layout = Rs03Layout.WithRedundancy(bytes, percent);
        Assert.Equal(bytes, layout.DataBytes);
        Assert.True(layout.RedundancyPercent >= Math.Min(percent, 200) - 0.0001);
        Assert.True(layout.DataSectors + 2 <= layout.FirstCrcSector);
        Assert.True(layout.Roots is >= 8 and <= 170);
    }
}
