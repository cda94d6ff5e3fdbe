using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>A disc that is wanted is in a drive and is being read.</summary>
public sealed record DiscAccepted(DiscTitle Disc) : Problem(Failure.None, "discs");
