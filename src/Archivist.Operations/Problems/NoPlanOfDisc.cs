using Archivist.Discs.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>There is no plan to make a disc again by.</summary>
public sealed record NoPlanOfDisc(DiscTitle.OfSet Disc) : Problem(Failure.Failed, Disc.Label);
