namespace Archivist.Discs.Catalogue;

/// <summary>One reading of a whole disc.</summary>
/// <param name="At">When it ended.</param>
/// <param name="By">Who read it.</param>
/// <param name="Drive">Make and serial number of the drive, as far as it is known.</param>
/// <param name="Outcome">The result.</param>
/// <param name="BadSectors">Sectors of 2048 bytes that were wrong or unreadable.</param>
/// <param name="Margin">The share of the error correction that is left in the worst place, from 0 to 1; null without error correction.</param>
public sealed record DiscReading(DateTimeOffset At, string By, string Drive, DiscReadingOutcome Outcome, long BadSectors = 0, double? Margin = null)
{
    /// <summary>Those of the bad sectors that could not be read at all; null in records of earlier versions, as all that follow.</summary>
    public long? UnreadableSectors { get; init; }

    /// <summary>Bad sectors that error correction does not give back.</summary>
    public long? LostSectors { get; init; }

    /// <summary>Sectors that each row of the error correction may lose, 8 to 170; null without error correction.</summary>
    public int? Roots { get; init; }

    /// <summary>Bad sectors of the worst row: 0 to 255.</summary>
    public int? WorstErasures { get; init; }

    /// <summary>How fast it was read, in bytes a second, retries included.</summary>
    public double? BytesPerSecond { get; init; }
}
