namespace Archivist.Correction.Par2;

/// <summary>Which slices of a set are intact.</summary>
/// <param name="Files">For each file of the set, whether it is intact.</param>
/// <param name="Missing">The numbers of the missing or damaged slices.</param>
public sealed record Par2Condition(IReadOnlyList<bool> Files, IReadOnlyList<int> Missing);
