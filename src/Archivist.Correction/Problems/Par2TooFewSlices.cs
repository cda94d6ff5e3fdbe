using Archivist.Platform.Problems;

namespace Archivist.Correction.Problems;

/// <summary>More slices are missing than recovery slices are there.</summary>
public sealed record Par2TooFewSlices(int Missing, int Recovery) : Problem(Failure.DataLoss, "PAR2");
