using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;

namespace Archivist.Discs.Problems;

/// <summary>The content that was read back from a medium differs from the image.</summary>
public sealed record BurnedContentWrong(Digest Actual, Digest Expected) : Problem(Failure.MediumFailed, "");
