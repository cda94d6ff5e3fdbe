using Archivist.Discs.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A disc has no image yet, whose hash its label carries.</summary>
public sealed record DiscNotBuilt(DiscTitle.OfSet Disc) : Problem(Failure.Usage, Disc.Label);
