using Archivist.Platform.Problems;

namespace Archivist.Correction.Problems;

/// <summary>An image has more sectors than RS03 is used for.</summary>
public sealed record ImageTooLargeForRs03(long Sectors) : Problem(Failure.Usage, "image");
