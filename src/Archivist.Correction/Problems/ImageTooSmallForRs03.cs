using Archivist.Platform.Problems;

namespace Archivist.Correction.Problems;

/// <summary>An image is too small to hold a file system.</summary>
public sealed record ImageTooSmallForRs03(long Length) : Problem(Failure.Usage, "image");
