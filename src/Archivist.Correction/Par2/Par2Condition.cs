namespace Archivist.Correction.Par2;

/// <summary>Which slices of a set are there.</summary>
/// <param name="Files">For each file of the set whether its bytes are all as they were.</param>
/// <param name="Missing">The numbers of the slices that are not there or not as they were.</param>
public sealed record Par2Condition(IReadOnlyList<bool> Files, IReadOnlyList<int> Missing);
