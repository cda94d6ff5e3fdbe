namespace Archivist.Replicas.Placement;

/// <summary>One copy of a repository and its failure domains.</summary>
/// <param name="Vendor">Who runs the place; compared case-insensitively.</param>
/// <param name="Geography">Where it is, such as <c>FR/Paris</c>; compared case-insensitively.</param>
/// <param name="IsOffline">No network reaches it.</param>
/// <param name="IsGood">Complete, and reached or verified; only good copies count.</param>
public readonly record struct PlacedCopy(string Vendor, string Geography, bool IsOffline, bool IsGood);
