namespace Archivist.Operations.Reviewing;

/// <summary>What is known of a full set of discs that was burned and read back, and counts as an offline copy.</summary>
/// <param name="Set">Its name.</param>
/// <param name="Holder">Who has it; null when that is not known, or when several do.</param>
/// <param name="Place">Where it is; null as well.</param>
/// <param name="VerifiedAt">When the disc that was not read for the longest time was read.</param>
/// <param name="NewestSnapshot">When the newest snapshot was taken that can be restored from it; null when that is not known.</param>
public sealed record DiscCopyStatus(string Set, string? Holder, string? Place, DateTimeOffset VerifiedAt, DateTimeOffset? NewestSnapshot);
