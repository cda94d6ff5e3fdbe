namespace Archivist.Discs.Catalogue;

/// <summary>A change of a disc's location or holder.</summary>
/// <param name="At">When.</param>
/// <param name="Place">Its location; null when only the holder is known.</param>
/// <param name="Holder">Its holder; null when only the location is known.</param>
public sealed record DiscMove(DateTimeOffset At, string? Place = null, string? Holder = null);
