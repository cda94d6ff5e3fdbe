namespace Archivist.Discs.Catalogue;

/// <summary>One attempt at burning a disc.</summary>
/// <param name="At">When it ended.</param>
/// <param name="Drive">Make and serial number of the drive, as far as it is known.</param>
/// <param name="IsGood">The medium was read back whole and holds the image; false for a coaster.</param>
/// <param name="Note">A note, such as the speed or the cause of a failure.</param>
public sealed record DiscBurn(DateTimeOffset At, string Drive, bool IsGood, string? Note = null);
