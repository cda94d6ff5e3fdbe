using Archivist.Correction.Rs03;
using Archivist.Discs.Catalogue;
using Archivist.Images.Model;

namespace Archivist.Discs.Rescue;

/// <summary>The result of reading a disc.</summary>
/// <param name="Map">The state of each sector; sectors that error correction restored do not count as read.</param>
/// <param name="Sources">Source by source.</param>
/// <param name="Layout">The error correction of the disc; null when it has none or none was found.</param>
/// <param name="Correction">What correcting it showed; null without error correction, and when a drive was only looked at.</param>
/// <param name="WorstErasures">Sectors of the worst row that are unreadable or wrong; null without error correction.</param>
public sealed record DiscReadResult(RescueMap Map, IReadOnlyList<SourceReading> Sources, Rs03Layout? Layout, Rs03Verdict? Correction, int? WorstErasures)
{
    /// <summary>Sectors at the end that the drive counts and that are behind the end of the disc, some of which no drive reads; the volume itself was read whole then.</summary>
    public long RunOutSectors { get; init; }

    /// <summary>Sectors of the disc that no source gave.</summary>
    public long UnreadableSectors => RunOutSectors > 0 ? 0 : Map.MissingSectors;

    /// <summary>Sectors that were unreadable or wrong, and that error correction gives back.</summary>
    public long CorrectedSectors => Correction?.CorrectableSectors ?? (Layout is not null && WorstErasures <= Layout.Roots ? UnreadableSectors : 0);

    /// <summary>Sectors that are lost.</summary>
    public long LostSectors => Correction?.LostSectors ?? (UnreadableSectors - CorrectedSectors);

    /// <summary>Unreadable and wrong sectors.</summary>
    public long DamagedSectors => Correction?.DamagedSectors ?? UnreadableSectors;

    /// <summary>The share of the error correction that is left in the worst place, from 0 to 1; null without error correction.</summary>
    public double? Margin => Layout is null || WorstErasures is not { } worst ? null : Math.Max(0, Layout.Roots - worst) / (double)Layout.Roots;

    /// <summary>What it means. A row that is lost without a sector that is known to be wrong is a loss as well.</summary>
    public DiscReadingOutcome Outcome => Correction is { IsCorrectable: false } || LostSectors > 0 ? DiscReadingOutcome.Damaged
        : DamagedSectors > 0 ? DiscReadingOutcome.Corrected : DiscReadingOutcome.Good;

    /// <summary>Bytes a second over all sources; null when nothing was read.</summary>
    public double? BytesPerSecond
    {
        get
        {
            var elapsed = Sources.Aggregate(TimeSpan.Zero, (sum, source) => sum + source.Elapsed);
            return elapsed > TimeSpan.Zero && Sources.Sum(source => source.Sectors) is > 0 and var sectors ? sectors * (double)Sector.Size / elapsed.TotalSeconds : null;
        }
    }

    /// <summary>As an entry of the catalogue.</summary>
    public DiscReading ToReading(DateTimeOffset at, string by, string drive) => new(at, by, drive, Outcome, DamagedSectors, Margin)
    {
        UnreadableSectors = UnreadableSectors,
        LostSectors = LostSectors,
        Roots = Layout?.Roots,
        WorstErasures = WorstErasures,
        BytesPerSecond = BytesPerSecond is { } speed ? Math.Round(speed) : null,
    };
}
