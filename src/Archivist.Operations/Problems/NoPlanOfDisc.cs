using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>There is no plan to make a disc again by.</summary>
public sealed record NoPlanOfDisc(string Disc) : Problem(Failure.Failed, Disc);
