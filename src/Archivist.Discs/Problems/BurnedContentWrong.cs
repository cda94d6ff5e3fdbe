using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;

namespace Archivist.Discs.Problems;

/// <summary>What was read back from a medium is not what was burned.</summary>
public sealed record BurnedContentWrong(Digest Actual, Digest Expected) : Problem(Failure.MediumFailed, "");
