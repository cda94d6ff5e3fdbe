namespace Archivist.Discs.Sets;

/// <summary>How far the computation of lost packs is.</summary>
/// <param name="What">What is being done, such as <c>copying packs</c>.</param>
/// <param name="Bytes">Bytes that were done of it.</param>
public readonly record struct DiscSetProgress(string What, long Bytes);
