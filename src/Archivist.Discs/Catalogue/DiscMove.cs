namespace Archivist.Discs.Catalogue;

/// <summary>Where a disc went.</summary>
/// <param name="At">When.</param>
/// <param name="Place">Where it lies; null when only its holder was told.</param>
/// <param name="Holder">Who holds it; null when only its place was told.</param>
public sealed record DiscMove(DateTimeOffset At, string? Place = null, string? Holder = null);
