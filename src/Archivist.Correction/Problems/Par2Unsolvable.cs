using Archivist.Platform.Problems;

namespace Archivist.Correction.Problems;

/// <summary>The equations of the recovery slices that are there cannot be solved.</summary>
public sealed record Par2Unsolvable() : Problem(Failure.DataLoss, "PAR2");
