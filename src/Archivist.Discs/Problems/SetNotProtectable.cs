using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>A set has too many packs, or too long ones, for recovery discs.</summary>
public sealed record SetNotProtectable(int Packs, long Longest, int MostPacks, long LongestAllowed) : Problem(Failure.Usage, "");
