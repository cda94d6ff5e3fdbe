using Archivist.Platform.Problems;

namespace Archivist.Correction.Problems;

/// <summary>There is no space left for the error correction of an image.</summary>
public sealed record NoSpaceForCorrection(string Path, long Needed) : Problem(Failure.NoSpace, Path);
