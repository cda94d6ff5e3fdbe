using System.Collections.Concurrent;
using System.Globalization;
using Archivist.Correction.Rs03;
using Archivist.Images.Model;
using Archivist.Images.Reading;
using Archivist.TestKit.Damage;
using Archivist.Tests.Correction.Rs03;

namespace Archivist.Tests.Discs.Rescue;

/// <summary>Discs of few layers' sectors with the geometry of large ones, damaged in every way: bytes are right, or the loss is told.</summary>
public sealed class DamagePatternTests
{
    private const int Rows = 6;

    private static readonly double[] Redundancies = [10, 15, 25, 50, 100, 190];

    private static readonly int Patterns = int.TryParse(Environment.GetEnvironmentVariable("PATTERNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? wanted : 60;

    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : 2026;

    [Fact]
    public async Task Every_byte_is_right_or_its_loss_is_told()
    {
        var discs = new List<(byte[] Bytes, Rs03Layout Layout)>();
        foreach (var percent in Redundancies)
            discs.Add(await ProtectedDisc.CreateAsync(percent, Rows));
        var (corrected, lost, wrong) = (0, 0, new ConcurrentBag<string>());
        await Parallel.ForAsync(0, Patterns, async (number, _) =>
        {
            var (whole, layout) = discs[number % discs.Count];
            var random = new Random((Seed * 1_000_003) + number);
            var (mistake, isCorrected) = await TryAsync(whole, layout, (DamageKind)(number / discs.Count % Enum.GetValues<DamageKind>().Length), random);
            if (mistake is not null)
                wrong.Add($"pattern {number} of SEED={Seed}: {mistake}");
            Interlocked.Increment(ref isCorrected ? ref corrected : ref lost);
        });
        Assert.Empty(wrong);
        Assert.True(corrected >= Patterns / 8 && lost >= Patterns / 8, $"{corrected} corrected and {lost} lost: the damage is too small or too large to say anything");
        TestContext.Current.TestOutputHelper?.WriteLine($"{Patterns} patterns: {corrected} corrected, {lost} lost and told");
    }

    /// <summary>Damages, checks, repairs and reads through; the first contradiction, and whether all came back.</summary>
    private static async Task<(string? Mistake, bool IsCorrected)> TryAsync(byte[] whole, Rs03Layout layout, DamageKind kind, Random random)
    {
        var geometry = (random.Next(2) == 0 ? DiscGeometry.Dvd : DiscGeometry.BluRay).ScaledTo(layout.TotalSectors);
        // Around the edge of what parity can do, for that is where mistakes would be.
        var share = random.NextDouble() * 1.3 * layout.Roots / Rs03Layout.Layers;
        var damage = DamagePattern.Create(kind, geometry, share, random);
        var damaged = whole.ToArray();
        var unreadable = new HashSet<long>();
        // One in three is wrong without failing.
        var isSilent = random.Next(3) == 0;
        for (long sector = 0; sector < layout.TotalSectors; sector++)
        {
            if (!damage.Contains(sector))
                continue;
            if (isSilent && random.Next(2) == 0)
                random.NextBytes(ProtectedDisc.SectorOf(damaged, sector)[..(1 + random.Next(2048))]);
            else
                unreadable.Add(sector);
        }

        var cut = kind is DamageKind.TruncatedEnd && !isSilent ? damaged[..((int)(layout.TotalSectors - damage.Count) * Sector.Size)] : damaged;
        using var source = new DamagedImageSource(cut, unreadable.Contains);
        if (Rs03LayoutFinder.Find(source) is { } found && found != layout)
            return ($"{kind}: the layout {found} was found", false);
        var (repaired, verdict) = await ProtectedDisc.RepairAsync(source, cut, layout);
        var expected = damage.ErasuresOfRows(layout.SectorsPerLayer);
        for (var row = 0; row < layout.SectorsPerLayer; row++)
        {
            // With the last root used up only its checksums say that a row is right; where they are gone as well, it may be told to be lost.
            var before = (row == 0 ? layout.SectorsPerLayer : row) - 1;
            if (expected[row] == layout.Roots && damage.Contains(((long)layout.DataLayers * layout.SectorsPerLayer) + before) && verdict.Map.IsLost(before))
                continue;
            if (!isSilent && verdict.Map.IsLost(row) != expected[row] > layout.Roots)
                return ($"{kind}: row {row} with {expected[row]} gone of {layout.Roots} is lost: {verdict.Map.IsLost(row)}", false);
        }

        for (long sector = 0; sector < layout.TotalSectors; sector++)
        {
            var isRight = (sector + 1) * Sector.Size <= repaired.Length && ProtectedDisc.SectorOf(repaired, sector).SequenceEqual(ProtectedDisc.SectorOf(whole, sector));
            if (!isRight && !verdict.Map.IsLost((int)(sector % layout.SectorsPerLayer)))
                return ($"{kind}: sector {sector} is wrong after the repair, and its row is not said to be lost", false);
            if (!isRight && !isSilent && !verdict.Lost.Contains(sector))
                return ($"{kind}: sector {sector} is missing and not said to be", false);
        }

        return (ReadThrough(source, whole, layout, verdict) is { } mistake ? $"{kind}: {mistake}" : null, verdict.IsCorrectable);
    }

    private static string? ReadThrough(IImageSource source, byte[] whole, Rs03Layout layout, Rs03Verdict verdict)
    {
        using var corrected = new CorrectedImageSource(source, layout);
        var sectorBytes = new byte[Sector.Size];
        for (long sector = 0; sector < layout.DataSectors; sector++)
        {
            try
            {
                var (filled, length) = (0, (int)Math.Min(Sector.Size, layout.DataBytes - (sector * Sector.Size)));
                while (filled < length)
                    filled += corrected.Read((sector * Sector.Size) + filled, sectorBytes.AsSpan(filled, length - filled));
                if (!sectorBytes.AsSpan(0, length).SequenceEqual(whole.AsSpan((int)sector * Sector.Size, length)))
                    return $"sector {sector} is read wrongly, without an error";
            }
            catch (IOException)
            {
                if (!verdict.Map.IsLost((int)(sector % layout.SectorsPerLayer)))
                    return $"sector {sector} cannot be read through, and the repair gave it back";
            }
        }

        return null;
    }
}
