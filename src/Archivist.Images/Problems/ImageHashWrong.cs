using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;

namespace Archivist.Images.Problems;

/// <summary>An image is not the one that was expected.</summary>
public sealed record ImageHashWrong(Digest Expected, Digest Actual) : Problem(Failure.MediumFailed, "image");
