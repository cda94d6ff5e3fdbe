namespace Archivist.Discs.Sets;

/// <summary>How far the computation of lost packs is.</summary>
/// <param name="Step">What is being done.</param>
/// <param name="Bytes">Bytes that were done of it.</param>
public readonly record struct DiscSetProgress(DiscSetStep Step, long Bytes);
