using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>No error correction was found in an image.</summary>
public sealed record NoCorrectionFound(string Path, bool IsNeeded) : Problem(IsNeeded ? Failure.MediumFailed : Failure.Usage, Path);
