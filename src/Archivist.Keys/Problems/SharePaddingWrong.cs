using Archivist.Platform.Problems;

namespace Archivist.Keys.Problems;

/// <summary>The unused bits of a share are not zero: it was not made by the standard.</summary>
public sealed record SharePaddingWrong() : Problem(Failure.Failed, "share");
