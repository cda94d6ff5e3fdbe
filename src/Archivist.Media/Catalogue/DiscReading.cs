namespace Archivist.Media.Catalogue;

/// <summary>One reading of a whole disc.</summary>
/// <param name="At">When it ended.</param>
/// <param name="By">Who read it.</param>
/// <param name="Drive">Make and serial number of the drive, as far as it is known.</param>
/// <param name="Outcome">What it showed.</param>
/// <param name="BadSectors">Sectors of 2048 bytes that were wrong or unreadable.</param>
/// <param name="Margin">The share of the error correction that is left in the worst place, from 0 to 1; null without error correction.</param>
public sealed record DiscReading(DateTimeOffset At, string By, string Drive, DiscReadingOutcome Outcome, long BadSectors = 0, double? Margin = null);
