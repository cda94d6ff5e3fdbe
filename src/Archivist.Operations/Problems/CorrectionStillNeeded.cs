using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>An image is damaged, and its error correction may give the damaged part back.</summary>
public sealed record CorrectionStillNeeded(string Path) : Problem(Failure.MediumFailed, Path);
