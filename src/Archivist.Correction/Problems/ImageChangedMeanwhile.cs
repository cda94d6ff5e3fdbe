using Archivist.Platform.Problems;

namespace Archivist.Correction.Problems;

/// <summary>An image changed while error correction was added to it.</summary>
public sealed record ImageChangedMeanwhile(string Path) : Problem(Failure.Failed, Path);
