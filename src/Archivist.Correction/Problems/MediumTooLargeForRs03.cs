using Archivist.Platform.Problems;

namespace Archivist.Correction.Problems;

/// <summary>A medium has more sectors than RS03 is used for.</summary>
public sealed record MediumTooLargeForRs03(long Sectors, long Most) : Problem(Failure.Usage, "medium");
