using Archivist.Platform.Problems;

namespace Archivist.Correction.Problems;

/// <summary>More slices are missing than are computed at a time.</summary>
public sealed record Par2TooManySlices(int Missing, int Most) : Problem(Failure.Failed, "PAR2");
