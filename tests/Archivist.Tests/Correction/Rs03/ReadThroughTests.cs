using System.Collections.Concurrent;
using System.Globalization;
using Archivist.Correction.Rs03;
using Archivist.Images.Model;
using Archivist.Images.Reading;
using Archivist.TestKit.Damage;

namespace Archivist.Tests.Correction.Rs03;

/// <summary>Reading through error correction gives back what a repair gives back, also where checksums have to be carried from row to row.</summary>
public sealed class ReadThroughTests
{
    /// <summary>Two slices, so that the first row of each has its checksums in the other.</summary>
    private const int Rows = 20;

    private static readonly double[] Redundancies = [10, 25, 60];

    private static readonly int Patterns = int.TryParse(Environment.GetEnvironmentVariable("PATTERNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? wanted : 60;

    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : 2026;

    [Fact]
    public async Task What_a_repair_gives_back_is_read_through()
    {
        var discs = new List<(byte[] Bytes, Rs03Layout Layout)>();
        foreach (var percent in Redundancies)
            discs.Add(await ProtectedDisc.CreateAsync(percent, Rows));
        var (carried, lost, wrong) = (0, 0, new ConcurrentBag<string>());
        await Parallel.ForAsync(0, Patterns, async (number, _) =>
        {
            var (whole, layout) = discs[number % discs.Count];
            var (damaged, unreadable, onlyWithChecksums) = Damage(whole, layout, new Random((Seed * 1_000_003) + number));
            using var source = new DamagedImageSource(damaged, unreadable.Contains);
            var (repaired, verdict) = await ProtectedDisc.RepairAsync(source, damaged, layout);
            Interlocked.Add(ref carried, onlyWithChecksums.Count(row => !verdict.Map.IsLost(row)));
            Interlocked.Add(ref lost, verdict.LostRows);
            if (Compare(source, whole, repaired, layout, verdict) is { } mistake)
                wrong.Add($"pattern {number} of SEED={Seed}: {mistake}");
        });
        Assert.Empty(wrong);
        Assert.True(carried >= Patterns / 2 && lost >= Patterns / 2, $"{carried} rows were corrected with carried checksums only, and {lost} are lost: this damage says nothing");
        TestContext.Current.TestOutputHelper?.WriteLine($"{Patterns} patterns: {carried} rows corrected with carried checksums only, {lost} lost");
    }

    [Fact]
    public async Task Checksums_are_carried_around_the_whole_disc()
    {
        // Three slices: every row but the last of the second has lost its checksums, and has more wrong sectors than parity finds alone.
        var (whole, layout) = await ProtectedDisc.CreateAsync(10, 40);
        var image = new DamagedImage(whole.ToArray());
        for (var row = 0; row < layout.SectorsPerLayer; row++)
        {
            if (row == 30)
                continue;
            image.Unreadable.Add(layout.SectorAt(layout.DataLayers, row));
            for (var layer = 0; layer < layout.Roots - 1; layer++)
                ProtectedDisc.SectorOf(image.Bytes, layout.SectorAt(layer * 7, (row + 1) % layout.SectorsPerLayer)).Fill(0xA5);
        }

        var (repaired, verdict) = await ProtectedDisc.RepairAsync(image, layout);
        Assert.Equal(0, verdict.LostRows);
        Assert.Equal(whole, repaired);
        Assert.Null(Compare(image, whole, repaired, layout, verdict));
    }

    [Fact]
    public async Task A_sector_that_a_drive_reads_differently_each_time_is_right_in_the_end()
    {
        var (whole, layout) = await ProtectedDisc.CreateAsync();
        foreach (var isGuess in new[] { true, false })
        {
            using var source = new CorrectedImageSource(new WaveringDrive(whole, isGuess), layout);
            var bytes = new byte[Sector.Size];
            for (long sector = 0; sector < layout.DataSectors; sector++)
            {
                Assert.Equal(Sector.Size, source.Read(sector * Sector.Size, bytes));
                Assert.Equal(ProtectedDisc.SectorOf(whole, sector).ToArray(), bytes);
            }
        }
    }

    /// <summary>Some sectors fail, some are wrong, and a run of checksum sectors is gone; and the rows that only their checksums can save.</summary>
    private static (byte[] Damaged, HashSet<long> Unreadable, List<int> OnlyWithChecksums) Damage(byte[] whole, Rs03Layout layout, Random random)
    {
        var kinds = Enum.GetValues<DamageKind>();
        var geometry = DiscGeometry.Dvd.ScaledTo(layout.TotalSectors);
        var damage = DamagePattern.Create(kinds[random.Next(kinds.Length)], geometry, random.NextDouble() * 1.1 * layout.Roots / Rs03Layout.Layers, random);
        var damaged = whole.ToArray();
        var unreadable = new HashSet<long>();
        var gone = new HashSet<int>();
        var (first, count) = (random.Next(layout.SectorsPerLayer), random.Next(layout.SectorsPerLayer));
        for (var i = 0; i < count; i++)
            gone.Add((first + i) % layout.SectorsPerLayer);
        unreadable.UnionWith(gone.Select(row => layout.SectorAt(layout.DataLayers, row)));
        var silence = random.NextDouble();
        var (erasures, errors) = (new int[layout.SectorsPerLayer], new int[layout.SectorsPerLayer]);
        foreach (var row in gone)
            erasures[row]++;
        for (long sector = 0; sector < layout.TotalSectors; sector++)
        {
            var row = (int)(sector % layout.SectorsPerLayer);
            if (!damage.Contains(sector) || unreadable.Contains(sector))
                continue;
            if (sector < layout.FirstCrcSector && random.NextDouble() < silence)
            {
                random.NextBytes(ProtectedDisc.SectorOf(damaged, sector)[..(64 + random.Next(1984))]);
                errors[row]++;
            }
            else
            {
                unreadable.Add(sector);
                erasures[row]++;
            }
        }

        var needy = gone.Select(row => (row + 1) % layout.SectorsPerLayer).Where(row => erasures[row] + (2 * errors[row]) > layout.Roots).ToList();
        return (damaged, unreadable, needy);
    }

    /// <summary>The first sector that the two ways do not agree about.</summary>
    private static string? Compare(IImageSource source, byte[] whole, byte[] repaired, Rs03Layout layout, Rs03Verdict verdict)
    {
        using var corrected = new CorrectedImageSource(source, layout);
        var bytes = new byte[Sector.Size];
        for (long sector = 0; sector < layout.DataSectors; sector++)
        {
            var isLost = verdict.Map.IsLost((int)(sector % layout.SectorsPerLayer));
            if (!isLost && !ProtectedDisc.SectorOf(repaired, sector).SequenceEqual(ProtectedDisc.SectorOf(whole, sector)))
                return $"sector {sector} is repaired wrongly";
            try
            {
                var length = (int)Math.Min(Sector.Size, layout.DataBytes - (sector * Sector.Size));
                if (corrected.Read(sector * Sector.Size, bytes.AsSpan(0, length)) != length || !bytes.AsSpan(0, length).SequenceEqual(whole.AsSpan((int)sector * Sector.Size, length)))
                    return $"sector {sector} is read through wrongly";
            }
            catch (IOException)
            {
                if (!isLost)
                    return $"sector {sector} is not read through, and the repair gave it back";
            }
        }

        return null;
    }

    /// <summary>Fails or guesses when a sector of data is read for the first time, and then reads it.</summary>
    private sealed class WaveringDrive(byte[] bytes, bool isGuess) : IImageSource
    {
        private readonly ConcurrentDictionary<long, bool> _seen = [];

        public string Location => "drive";

        public long Length => bytes.Length;

        public int Read(long offset, Span<byte> buffer)
        {
            var count = (int)Math.Clamp(Length - offset, 0, Math.Min(buffer.Length, Sector.Size));
            bytes.AsSpan((int)offset, count).CopyTo(buffer);
            if (offset % (3 * Sector.Size) == 0 && _seen.TryAdd(offset, true))
            {
                if (!isGuess)
                    throw new IOException("the drive gave up");
                buffer[..count].Reverse();
            }

            return count;
        }

        public void Dispose()
        {
        }
    }
}
